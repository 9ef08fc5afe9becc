package energy.peerwatt.cli.probe;

import energy.peerwatt.metergateway.link.Links;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.ReadRequest;
import energy.peerwatt.metergateway.probe.domain.BusScan;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.probe.domain.LineSweep;
import energy.peerwatt.metergateway.profile.Profiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Looks who is on a bus. */
final class BusLook {
    private static final int USUAL_UNIT = 1;

    private final Links links;
    private final Profiles profiles;
    private final Consumer<Finding> found;

    /** @param found told at once of whoever is not silent */
    BusLook(Links links, Profiles profiles, Consumer<Finding> found) {
        this.links = links;
        this.profiles = profiles;
        this.found = found;
    }

    /** Asks every unit. */
    ProbeReport.Bus scan(Endpoint at) throws InterruptedException, BusScan.UnreachableException {
        List<Finding> all = new ArrayList<>();
        try (LinkLine line = new LinkLine(at)) {
            new BusScan(line, at, profiles.all()).run(BusScan.ALL, finding -> {
                if (finding.kind() != Finding.Kind.SILENT) {
                    all.add(finding);
                    found.accept(finding);
                }
            });
        }
        return new ProbeReport.Bus(at.toString(), all);
    }

    /** Looks for speed and parity of a line, and then asks every unit by them; by what was said if nobody answered. */
    ProbeReport.Bus sweep(Endpoint.Serial said) throws InterruptedException, BusScan.UnreachableException {
        return scan(new LineSweep(said, profiles.all(), LinkLine::new)
                .run(USUAL_UNIT, _ -> {})
                .orElse(said));
    }

    private final class LinkLine implements LineSweep.Line {
        private final Endpoint at;
        private final BusLink link;

        LinkLine(Endpoint at) {
            this.at = at;
            this.link = links.link(at, new Manners(Duration.ZERO, ProbeCommand.GAP, ProbeCommand.QUIET));
        }

        @Override
        public Exchange ask(ReadRequest request) throws InterruptedException {
            return link.exchange(request, BusScan.patience(at, request));
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
