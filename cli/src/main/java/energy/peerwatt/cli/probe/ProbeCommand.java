package energy.peerwatt.cli.probe;

import energy.peerwatt.metergateway.link.Links;
import energy.peerwatt.metergateway.link.TlsKeys;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.probe.OwnNetworks;
import energy.peerwatt.metergateway.probe.domain.BusScan;
import energy.peerwatt.metergateway.probe.domain.DeviceAccess;
import energy.peerwatt.metergateway.probe.domain.DevicePicture;
import energy.peerwatt.metergateway.probe.domain.DeviceReader;
import energy.peerwatt.metergateway.probe.domain.Recognition;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Finds out what a device is and what it says, or who answers on a bus. */
@CommandLine.Command(
        name = "probe",
        description = "Discovers, identifies and reads a device, or scans a bus. Nothing is ever written to a device.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 read, every point of the profile asked for and answered (scan: somebody answers);",
            "1 the device answers, but what it is is not known, or not everything could be read;",
            "2 wrong command line, or a network that is not to be scanned; 3 nobody answers.",
            "Described in docs/probe.md."
        })
public final class ProbeCommand implements Callable<Integer> {
    static final int READ = 0;
    static final int NOT_WHOLE = 1;
    static final int WRONG = 2;
    static final int SILENT = 3;

    private static final int LEAST_CONNECT_MILLIS = 3000;
    static final Duration GAP = Duration.ofMillis(40);
    static final Duration QUIET = Duration.ofMillis(500);
    private static final String PASSWORD = "PEERWATT_TLS_PASSWORD";
    /** Held, or its level would be forgotten. */
    private static final Logger LIBRARY = Logger.getLogger("com.ghgande.j2mod");

    @CommandLine.Parameters(
            paramLabel = "URL",
            description = "tcp://host:502, tls://host:802?name=device, rtutcp://host:port or"
                    + " rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1")
    private String url = "";

    @CommandLine.Option(names = "--unit", description = "Modbus unit, 0 to 247 (${DEFAULT-VALUE})", defaultValue = "1")
    private int unit;

    @CommandLine.Option(
            names = "--profile",
            paramLabel = "ID",
            description = "read by this profile, whatever it says it is")
    private @Nullable String profile;

    @CommandLine.Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Option(names = "--scan", description = "ask every unit of the bus, 1 to 247, who is there")
    private boolean scan;

    @CommandLine.Option(
            names = "--sweep",
            description = "with --scan on rtu: look for speed and parity of the line first")
    private boolean sweep;

    @CommandLine.Option(
            names = "--timeout",
            paramLabel = "MILLIS",
            description = "for one answer, 50 to 60000 (${DEFAULT-VALUE}; a scan: 250, on a serial line 100)",
            defaultValue = "1000")
    private int timeout;

    @CommandLine.Option(
            names = "--key-store",
            paramLabel = "FILE",
            description = "PKCS#12 with own key and certificate, for tls; password in " + PASSWORD)
    private @Nullable Path keyStore;

    @CommandLine.Option(
            names = "--trust-store",
            paramLabel = "FILE",
            description = "PKCS#12 with trusted certificates, for tls; same password")
    private @Nullable Path trustStore;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        LIBRARY.setLevel(Level.OFF);
        Endpoint endpoint;
        Optional<Profile> named;
        Optional<TlsKeys> tls;
        Profiles profiles = Profiles.load();
        try {
            require(unit >= 0 && unit <= 247, "--unit is 0 to 247, not " + unit);
            require(timeout >= 50 && timeout <= 60_000, "--timeout is 50 to 60000, not " + timeout);
            endpoint = Endpoint.parse(url);
            named = Optional.ofNullable(profile).map(profiles::profile);
            tls = tls(endpoint);
            require(
                    !sweep || scan && endpoint instanceof Endpoint.Serial,
                    "--sweep goes with --scan and a serial line of this machine, rtu:///dev/…");
            Optional<String> foreign = scan ? OwnNetworks.refusal(endpoint) : Optional.empty();
            require(foreign.isEmpty(), foreign.orElse(""));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return said(WRONG, String.valueOf(e.getMessage()));
        }
        Links links = new Links(Duration.ofMillis(Math.max(timeout, LEAST_CONNECT_MILLIS)), tls, LinkObserver.NONE);
        if (scan) {
            BusLook look = new BusLook(links, profiles, finding -> {
                if (!json) {
                    out("unit %d: %s, %s".formatted(finding.unit(), finding.kind(), finding.detail()));
                }
            });
            return scan(look, endpoint);
        }
        Manners needed = named.map(it -> it.link().manners()).orElseGet(profiles::careful);
        try (BusLink link = links.link(endpoint, new Manners(Duration.ZERO, GAP, QUIET).and(needed))) {
            return probe(endpoint, link, profiles, named);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Optional<TlsKeys> tls(Endpoint endpoint) {
        if (!(endpoint instanceof Endpoint.Tls)) {
            return Optional.empty();
        }
        Path own = keyStore;
        Path trusted = trustStore;
        String password = System.getenv(PASSWORD);
        if (own == null || trusted == null || password == null) {
            throw new IllegalArgumentException(
                    "tls needs --key-store, --trust-store and their password in " + PASSWORD);
        }
        return Optional.of(TlsKeys.load(new TlsKeys.Store(own, password), new TlsKeys.Store(trusted, password)));
    }

    private int scan(BusLook look, Endpoint endpoint) throws InterruptedException {
        try {
            ProbeReport.Bus bus =
                    sweep && endpoint instanceof Endpoint.Serial serial ? look.sweep(serial) : look.scan(endpoint);
            if (json) {
                out(ProbeReport.json(bus));
            } else {
                out("%d of %d units answer at %s".formatted(bus.found().size(), BusScan.ALL.size(), bus.url()));
            }
            return bus.found().isEmpty() ? SILENT : READ;
        } catch (BusScan.UnreachableException e) {
            return said(SILENT, String.valueOf(e.getMessage()));
        }
    }

    private int probe(Endpoint endpoint, BusLink link, Profiles profiles, Optional<Profile> named) {
        Duration patience = Duration.ofMillis(timeout);
        DeviceAccess bare = new DeviceAccess(request -> link.exchange(request, patience), unit, Map.of());
        if (!bare.isThere()) {
            return said(SILENT, "%s unit %d: %s".formatted(endpoint, unit, bare.lastFailure()));
        }
        Optional<Recognition.Recognised> recognised =
                named.isPresent() ? Optional.empty() : Recognition.recognise(profiles.all(), bare);
        Optional<Profile> chosen = named.or(() -> recognised.map(Recognition.Recognised::profile));
        if (chosen.isEmpty()) {
            return said(NOT_WHOLE, unknown(endpoint, bare, profiles));
        }
        DeviceAccess access = new DeviceAccess(
                request -> link.exchange(request, patience), unit, chosen.get().parts());
        DevicePicture picture = DeviceReader.read(chosen.get(), access);
        if (!access.answered()) {
            return said(SILENT, "%s unit %d: %s".formatted(endpoint, unit, access.lastFailure()));
        }
        ProbeReport report = ProbeReport.of(
                endpoint.toString(),
                unit,
                chosen.get(),
                recognised.map(it -> it.means().label()).orElse("by hand"),
                bare,
                picture);
        out(json ? ProbeReport.json(report) : report.text());
        if (access.failed()) {
            return said(NOT_WHOLE, "not everything could be read: " + access.lastFailure());
        }
        return READ;
    }

    private String unknown(Endpoint endpoint, DeviceAccess access, Profiles profiles) {
        String plate = Recognition.nameplate(access)
                .map(it -> "says that it is %s %s, version %s, serial number %s"
                        .formatted(it.maker(), it.model(), it.version(), it.serial()))
                .orElse("answers, but does not say what it is");
        return "%s unit %d %s; read it with --profile and one of %s"
                .formatted(
                        endpoint,
                        unit,
                        plate,
                        String.join(
                                ", ", profiles.all().stream().map(Profile::id).toList()));
    }

    private int said(int exitCode, String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
        return exitCode;
    }

    private void out(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
