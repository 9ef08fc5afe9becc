package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.link.domain.SerialSettings.Parity;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out how a serial line is set: the units that devices are delivered with are asked at one speed and parity after the
 * other, first as somebody has said, then as makers deliver, then every other way, until somebody answers.
 */
public final class LineSweep {
    /** The speeds that are met most often first. */
    private static final List<Integer> BAUDS = List.of(9600, 19_200, 38_400, 115_200, 57_600, 4800, 2400, 1200);

    private static final int TRIES = 3;

    private final Endpoint.Serial said;
    private final Collection<Profile> profiles;
    private final Opener opener;

    /** The line at one setting. */
    public interface Line extends AutoCloseable, Asker {
        @Override
        void close();
    }

    /** Opens the line. */
    @FunctionalInterface
    public interface Opener {
        Line open(Endpoint.Serial at);
    }

    /** @param opener of lines that wait as long as {@link BusScan#patience} says */
    public LineSweep(Endpoint.Serial said, Collection<Profile> profiles, Opener opener) {
        this.said = said;
        this.profiles = List.copyOf(profiles);
        this.opener = opener;
    }

    /** Every setting there is, the likely ones first. */
    public List<SerialSettings> settings() {
        Set<SerialSettings> all = new LinkedHashSet<>();
        all.add(said.settings());
        profiles.stream()
                .flatMap(profile -> profile.link().delivered().stream())
                .map(Profile.Delivered::line)
                .forEach(all::add);
        for (int baud : BAUDS) {
            for (Parity parity : Parity.values()) {
                all.add(new SerialSettings(baud, parity, 1));
            }
            all.add(new SerialSettings(baud, Parity.NONE, 2));
        }
        return List.copyOf(all);
    }

    /** The unit that is meant, then those that devices are delivered with. */
    public List<Integer> units(int meant) {
        Set<Integer> units = new LinkedHashSet<>();
        units.add(meant);
        profiles.stream()
                .flatMap(profile -> profile.link().delivered().stream())
                .map(Profile.Delivered::unit)
                .forEach(units::add);
        return List.copyOf(units);
    }

    /**
     * @param found told of every unit that is asked at every setting
     * @return where somebody answered, its settings in it; empty if nobody did anywhere
     * @throws BusScan.UnreachableException if the line could be opened at no setting
     * @throws InterruptedException if the thread is interrupted, which is how it is called off
     */
    public Optional<Endpoint.Serial> run(int meant, Consumer<Finding> found)
            throws InterruptedException, BusScan.UnreachableException {
        BusScan.UnreachableException unreachable = null;
        int reached = 0;
        for (SerialSettings settings : settings()) {
            Endpoint.Serial at = new Endpoint.Serial(said.device(), settings);
            List<Finding> here = new ArrayList<>();
            try (Line line = opener.open(at)) {
                new BusScan(line, at, profiles, TRIES).run(units(meant), finding -> {
                    here.add(finding);
                    found.accept(finding);
                });
                reached++;
            } catch (BusScan.UnreachableException e) {
                // Not every device takes every setting.
                unreachable = e;
            }
            if (here.stream().anyMatch(LineSweep::answers)) {
                return Optional.of(at);
            }
        }
        if (reached == 0 && unreachable != null) {
            throw unreachable;
        }
        return Optional.empty();
    }

    /** Garbage is what another speed sounds like. */
    private static boolean answers(Finding finding) {
        return switch (finding.kind()) {
            case KNOWN, ANSWERING_UNKNOWN -> true;
            case SILENT, COLLISION -> false;
        };
    }
}
