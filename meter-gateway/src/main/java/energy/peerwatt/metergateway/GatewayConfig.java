package energy.peerwatt.metergateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the gateway. Durations are real time unless they say market time. */
@ConfigMapping(prefix = "peerwatt.gateway")
public interface GatewayConfig {
    /** The password of a local stack; refused where market time is real time. */
    String LOCAL_DEMO_PASSWORD = "local-demo";

    /** YAML file of what this gateway is and reads. */
    Path devices();

    /** Folder of key, log and cursors. */
    Path state();

    /** Password of the key file. */
    @WithDefault(LOCAL_DEMO_PASSWORD)
    String keyPassword();

    /** File of the grid service's public key; without it every dispatch is refused. */
    Optional<Path> dispatchKey();

    /** Address of settlement, which knows the registry on chain; without one no metering point can be registered. */
    Optional<URI> registry();

    Link link();

    Control control();

    Telemetry telemetry();

    Commissioning commissioning();

    Boundary boundary();

    Log log();

    /** How devices are spoken with. */
    interface Link {
        /** For a connection. */
        @WithDefault("PT1S")
        Duration connectTimeout();

        /** The longest wait for a reply, and the wait for the first; after that it follows from what was measured. */
        @WithDefault("PT1S")
        Duration requestTimeout();

        /** The shortest wait for a reply, however fast the device was before. */
        @WithDefault("PT0.5S")
        Duration leastTimeout();

        /** How long nothing may come on a serial line, local or behind a socket, after a doubt; longer than any reply takes. */
        @WithDefault("PT0.3S")
        Duration quiet();

        /** Needed where a device's address begins with tls. */
        Optional<Tls> tls();

        /** A silent unit rests this long times its failures in a row. */
        @WithDefault("PT2S")
        Duration restStep();

        /** The longest rest of a silent unit. */
        @WithDefault("PT5M")
        Duration longestRest();
    }

    /** Modbus/TCP Security; both files are PKCS#12. */
    interface Tls {
        /** Key and certificate of this gateway. */
        Path keyStore();

        String keyStorePassword();

        /** Certificates of those who vouch for devices. */
        Path trustStore();

        String trustStorePassword();
    }

    /** Set-points; durations are market time, but for the poll. */
    interface Control {
        /** The most that an order may hold a device. */
        @WithDefault("PT4H")
        Duration longestWindow();

        /** After which a device that hears nothing goes back to its own operation. */
        @WithDefault("PT5M")
        Duration reversion();

        /** How long the measured power may take to follow. */
        @WithDefault("PT1M")
        Duration observation();

        /** Between two different values for one device. */
        @WithDefault("PT30S")
        Duration writeInterval();

        /** After the n-th failure in a row n times this, up to ten times. */
        @WithDefault("PT5S")
        Duration retryStep();

        /** Between looks at a home, real time. */
        @WithDefault("PT0.2S")
        Duration poll();

        /** How often one register may be written within an hour of market time. */
        HourlyWrites writesPerHour();

        /** How often one register may be written within a day of market time. */
        DailyWrites writesPerDay();
    }

    /** By where the device keeps what it is told. */
    interface HourlyWrites {
        @WithDefault("720")
        int ram();

        /** Where nobody knows. */
        @WithDefault("12")
        int unknown();

        @WithDefault("6")
        int flash();
    }

    /** A flash cell bears some 100,000 writes: at 24 a day eleven years. */
    interface DailyWrites {
        @WithDefault("8640")
        int ram();

        /** Where nobody knows. */
        @WithDefault("96")
        int unknown();

        @WithDefault("24")
        int flash();
    }

    /** Pictures of homes. */
    interface Telemetry {
        @WithDefault("PT2S")
        Duration interval();
    }

    /** Putting devices into service. */
    interface Commissioning {
        /** Between two reads of a measurement. */
        @WithDefault("PT1S")
        Duration interval();

        /** Between a reply and the next request on a bus that only commissioning uses. */
        @WithDefault("PT0.04S")
        Duration gap();
    }

    /** Readings at slot boundaries. */
    interface Boundary {
        /** How long a meter may take, retries included. */
        @WithDefault("PT2S")
        Duration deadline();

        /** How late a boundary is still read as itself; market time. */
        @WithDefault("PT1M")
        Duration window();

        /** Longest time between two looks at the clock. */
        @WithDefault("PT0.2S")
        Duration poll();

        /** How long the first seal of all, and readiness, wait for meters that do not answer. */
        @WithDefault("PT30S")
        Duration patience();
    }

    /** The log on disk. */
    interface Log {
        @WithDefault("8388608")
        long segmentBytes();

        /** The most that telemetry may take. */
        @WithDefault("268435456")
        long telemetryBytes();

        /** The most that published readings may take; unpublished ones stay, however many. */
        @WithDefault("1073741824")
        long sealedBytes();

        /** Of the disk, for readings alone: with less than that free there is no telemetry. */
        @WithDefault("268435456")
        long reserveBytes();

        /** How long published readings are kept. */
        @WithDefault("P30D")
        Duration retention();
    }
}
