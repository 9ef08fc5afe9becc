package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Frame;
import energy.peerwatt.metergateway.commission.domain.ScanCheck;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.ReadRequest;
import energy.peerwatt.metergateway.probe.domain.BusScan;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.probe.domain.LineSweep;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The step that looks who answers on a bus. Nothing is written to any device. */
final class Scanning {
    private final Surroundings surroundings;
    private final Target target;
    private final How how;
    private final List<Frame> frames = new ArrayList<>();
    /** The line while speeds are tried on it. */
    private BusPool.@Nullable Loan alone;

    /**
     * @param wide all units of the bus, else only the one that is meant
     * @param sweep of a serial line whose speed and parity nobody knows
     */
    record How(boolean wide, boolean sweep) {}

    Scanning(Surroundings surroundings, Target target, How how) {
        this.surroundings = surroundings;
        this.target = target;
        this.how = how;
    }

    /** Why it cannot be done here; empty if it can. */
    Optional<String> refusal() {
        if (!how.sweep()) {
            return Optional.empty();
        }
        return switch (target.endpoint()) {
            case Endpoint.Serial serial ->
                surroundings
                        .buses()
                        .use(serial)
                        .map(use -> "speeds are tried on a line that is free, and this one is in use as " + use);
            case Endpoint.Tcp _, Endpoint.Tls _, Endpoint.RtuOverTcp _ ->
                Optional.of("only a serial line of this machine has a speed and a parity to look for");
        };
    }

    /** How many questions there are, at most; without repetitions. */
    int total() {
        int sweep = how.sweep() && target.endpoint() instanceof Endpoint.Serial serial
                ? sweep(serial).settings().size()
                        * sweep(serial).units(target.unit()).size()
                : 0;
        return sweep + units().size();
    }

    Attempt carryOut(Fieldwork.Teller teller) throws InterruptedException, RefusedException {
        if (!how.sweep() || !(target.endpoint() instanceof Endpoint.Serial serial)) {
            return scanned(target.endpoint(), teller);
        }
        try (BusPool.Loan line = surroundings.buses().alone(serial, "a sweep for unit " + target.unit())) {
            alone = line;
            Optional<Endpoint.Serial> at =
                    sweep(serial).run(target.unit(), finding -> tell(teller, finding, List.of()));
            return scanned(at.orElse(serial), teller);
        } catch (BusScan.UnreachableException e) {
            throw unreachable(e);
        }
    }

    private static RefusedException unreachable(BusScan.UnreachableException e) {
        return new RefusedException("the bus cannot be reached: " + e.getMessage());
    }

    private Attempt scanned(Endpoint at, Fieldwork.Teller teller) throws InterruptedException, RefusedException {
        try {
            List<Finding> found = scan(at, teller);
            return new Attempt(
                    new Fact.Scanned(
                            found, units().size() - found.size(), at.equals(target.endpoint()) ? null : at.toString()),
                    ScanCheck.checks(target, at, found),
                    List.copyOf(frames));
        } catch (BusScan.UnreachableException e) {
            throw unreachable(e);
        }
    }

    private List<Integer> units() {
        if (how.wide()) {
            return Stream.concat(Stream.of(target.unit()), BusScan.ALL.stream())
                    .distinct()
                    .toList();
        }
        return how.sweep() && target.endpoint() instanceof Endpoint.Serial serial
                ? sweep(serial).units(target.unit())
                : List.of(target.unit());
    }

    private Collection<Profile> profiles() {
        return surroundings.profiles().all();
    }

    private LineSweep sweep(Endpoint.Serial serial) {
        return new LineSweep(serial, profiles(), at -> new SessionLine(swept(at)));
    }

    private List<Finding> scan(Endpoint at, Fieldwork.Teller teller)
            throws InterruptedException, RefusedException, BusScan.UnreachableException {
        List<Finding> found = new ArrayList<>();
        try (SessionLine line = new SessionLine(session(at))) {
            new BusScan(line, at, profiles()).run(units(), finding -> {
                if (finding.kind() != Finding.Kind.SILENT) {
                    found.add(finding);
                }
                tell(teller, finding, found);
            });
        }
        return found;
    }

    private Session session(Endpoint at) throws RefusedException {
        return alone != null && at instanceof Endpoint.Serial serial
                ? swept(serial)
                : Session.hasty(surroundings, there(at), request -> BusScan.patience(at, request));
    }

    private Session swept(Endpoint.Serial at) {
        return Session.alone(
                surroundings,
                there(at),
                request -> BusScan.patience(at, request),
                Objects.requireNonNull(alone).at(at));
    }

    private Target there(Endpoint at) {
        return new Target(at.toString(), target.unit(), target.supply());
    }

    private static void tell(Fieldwork.Teller teller, Finding finding, List<Finding> found) {
        teller.accept(progress -> new Progress(
                progress.step(),
                progress.condition(),
                progress.done() + 1,
                progress.total(),
                "unit " + finding.unit() + ": " + finding.kind(),
                found));
    }

    /** A session whose frames are kept when it ends. */
    private final class SessionLine implements LineSweep.Line {
        private final Session session;

        SessionLine(Session session) {
            this.session = session;
        }

        @Override
        public Exchange ask(ReadRequest request) throws InterruptedException {
            return session.ask(request);
        }

        @Override
        public void close() {
            frames.addAll(session.frames());
            session.close();
        }
    }
}
