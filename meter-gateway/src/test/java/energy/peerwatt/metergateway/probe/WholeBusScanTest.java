package energy.peerwatt.metergateway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.probe.domain.BusScan;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.probe.domain.Finding.Kind;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.support.Pymodbus;
import energy.peerwatt.metergateway.support.RtuBus;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every unit of an RTU line, 1 to 247, with devices at odd places, two with one address, and silence. */
class WholeBusScanTest {
    private static final Profiles PROFILES = Profiles.load();
    private static final Map<Integer, Integer> EM340 = Map.of(0x0B, 341);
    private static final Duration PATIENT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final List<Finding> told = new ArrayList<>();

    @Test
    void everyUnitIsToldOfAndWhoAnswersIsNamed() throws Exception {
        Map<Integer, Map<Integer, Integer>> devices = Map.of(3, EM340, 17, Map.of(), 99, Map.of(0x0B, 71), 247, EM340);
        try (RtuBus bus = new RtuBus(devices, 42, Set.of(60, 200));
                BusLink link = TestLinks.to(endpoint(bus))) {
            scan(link, bus).run(BusScan.ALL, told::add);
        }

        assertThat(told).extracting(Finding::unit).isEqualTo(BusScan.ALL);
        Map<Integer, Kind> heard = told.stream()
                .filter(finding -> finding.kind() != Kind.SILENT)
                .collect(Collectors.toMap(Finding::unit, Finding::kind));
        assertThat(heard)
                .isEqualTo(Map.of(
                        3, Kind.KNOWN,
                        17, Kind.ANSWERING_UNKNOWN,
                        42, Kind.COLLISION,
                        99, Kind.KNOWN,
                        247, Kind.KNOWN));
        assertThat(told.get(2).detail()).startsWith("carlo-gavazzi-em3x0");
        assertThat(told.get(98).detail()).startsWith("carlo-gavazzi-em24");
        assertThat(told.get(41).detail()).contains("CRC");
        assertThat(told.get(0).detail()).contains("nobody answers");
        assertThat(told.get(59).detail()).contains("no answer in time");
    }

    @Test
    void aScanIsCalledOffByInterruptingItAndWhatWasFoundIsKept() throws Exception {
        try (RtuBus bus = new RtuBus(Map.of(3, EM340), 42, Set.of(5));
                BusLink link = TestLinks.to(endpoint(bus))) {
            Thread scanning = Thread.ofVirtual().start(() -> {
                try {
                    scan(link, bus).run(BusScan.ALL, finding -> {
                        synchronized (told) {
                            told.add(finding);
                        }
                        if (finding.unit() == 4) {
                            Thread.currentThread().interrupt();
                        }
                    });
                } catch (InterruptedException | BusScan.UnreachableException e) {
                    // That is how it ends.
                    return;
                }
            });
            await().atMost(Duration.ofSeconds(30)).until(() -> !scanning.isAlive());
        }

        assertThat(told).extracting(Finding::unit).containsExactly(1, 2, 3, 4);
        assertThat(told.get(2).kind()).isEqualTo(Kind.KNOWN);
    }

    /** The beginning of one: a server of pymodbus keeps quiet at units that it does not have. */
    @Test
    void aSerialLineWithADeviceOfPymodbus() throws Exception {
        List<Integer> units = BusScan.ALL.subList(0, 12);
        try (Pymodbus.Serving peer = Pymodbus.serial(folder)) {
            Endpoint at = new Endpoint.Serial(
                    peer.device().toString(), new SerialSettings(19_200, SerialSettings.Parity.NONE, 1));
            try (BusLink link = TestLinks.to(at)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    List<Finding> first = new ArrayList<>();
                    new BusScan(request -> link.exchange(request, PATIENT), at, List.of())
                            .run(List.of(Pymodbus.UNIT), first::add);
                    return first.getFirst().kind() != Kind.SILENT;
                });
                new BusScan(request -> link.exchange(request, PATIENT), at, PROFILES.all()).run(units, told::add);
            }
        }

        assertThat(told).extracting(Finding::unit).isEqualTo(units);
        assertThat(told)
                .filteredOn(finding -> finding.kind() != Kind.SILENT)
                .containsExactly(new Finding(Pymodbus.UNIT, Kind.ANSWERING_UNKNOWN, "PeerWatt PW-7-3P"));
    }

    private static BusScan scan(BusLink link, RtuBus bus) {
        return new BusScan(request -> link.exchange(request, PATIENT), endpoint(bus), PROFILES.all());
    }

    private static Endpoint endpoint(RtuBus bus) {
        return new Endpoint.RtuOverTcp("127.0.0.1", bus.port());
    }
}
