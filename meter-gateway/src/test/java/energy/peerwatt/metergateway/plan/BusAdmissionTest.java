package energy.peerwatt.metergateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BusAdmissionTest {
    private static final Profile SDM630 = Profiles.load().profile("eastron-sdm630");
    private static final BusAdmission ADMISSION = new BusAdmission(Duration.ofSeconds(2), Duration.ofSeconds(2));

    @Test
    void aThousandMetersEachOnItsOwnNetworkAddressFit() {
        assertThat(ADMISSION.problems(devices(1000, number -> "tcp://h" + number)))
                .isEmpty();
    }

    @Test
    void aSerialLineTakesAFewMetersAndRefusesTheNextByName() {
        assertThat(ADMISSION.problems(devices(3, _ -> "rtu:///dev/ttyUSB0"))).isEmpty();

        List<String> problems = ADMISSION.problems(devices(4, _ -> "rtu:///dev/ttyUSB0"));
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst())
                .startsWith("rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1: the meter of home-4 needs ")
                .contains(" ms every 2000 ms, which is ")
                .endsWith(" %, and 70.0 % is the most");
    }

    @Test
    void fewerPicturesMakeRoomUntilTheBoundaryIsTooShort() {
        BusAdmission slow = new BusAdmission(Duration.ofSeconds(30), Duration.ofSeconds(2));
        assertThat(slow.problems(devices(8, _ -> "rtutcp://h:4001"))).isEmpty();
        assertThat(slow.problems(devices(12, _ -> "rtutcp://h:4001")))
                .singleElement()
                .asString()
                .startsWith("rtutcp://h:4001: at a slot boundary its meters need 2")
                .endsWith(" ms, and 2000 ms is the most (peerwatt.gateway.boundary.deadline)");
    }

    @Test
    void anInverterCountsByItsProfile() {
        BusAdmission quick = new BusAdmission(Duration.ofSeconds(4), Duration.ofSeconds(2));
        assertThat(quick.problems(inverterBy(Optional.empty()))).isEmpty();
        // It wants silence after every answer.
        assertThat(quick.problems(inverterBy(Optional.of("growatt-tl-xh"))))
                .singleElement()
                .asString()
                .contains("the inverter of home-1 needs 29");
        assertThat(new BusAdmission(Duration.ofSeconds(5), Duration.ofSeconds(2))
                        .problems(inverterBy(Optional.of("growatt-tl-xh"))))
                .isEmpty();
    }

    private static Devices inverterBy(Optional<String> profile) {
        Device meter = devices(1, _ -> "tcp://h").devices().getFirst();
        return new Devices(
                new GatewayId(new UUID(9, 9)),
                Duration.ofMinutes(15),
                List.of(new Device(
                        meter.name(),
                        meter.meter(),
                        meter.account(),
                        meter.endpoint(),
                        meter.unit(),
                        meter.profile(),
                        meter.serial(),
                        Optional.of(new Device.Inverter(
                                Endpoint.parse("rtu:///dev/ttyUSB1"),
                                1,
                                profile.map(Profiles.load()::profile),
                                Optional.empty())))));
    }

    private interface Urls {
        String of(int number);
    }

    private static Devices devices(int count, Urls urls) {
        return new Devices(
                new GatewayId(new UUID(9, 9)),
                Duration.ofMinutes(15),
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> new Device(
                                "home-" + number,
                                new MeterId(new UUID(1, number)),
                                Optional.empty(),
                                Endpoint.parse(urls.of(number)),
                                1 + number % 200,
                                SDM630,
                                Optional.empty(),
                                Optional.empty()))
                        .toList());
    }
}
