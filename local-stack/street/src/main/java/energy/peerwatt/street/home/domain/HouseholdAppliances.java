package energy.peerwatt.street.home.domain;

import energy.peerwatt.street.home.domain.Appliance.Always;
import energy.peerwatt.street.home.domain.Appliance.Cycling;
import energy.peerwatt.street.home.domain.Appliance.Routine;
import energy.peerwatt.street.home.domain.Appliance.Stage;
import java.util.ArrayList;
import java.util.List;

/** What households own and when they use it. Hours are of the local day. */
final class HouseholdAppliances {
    private HouseholdAppliances() {}

    static List<Appliance> flat(long baseWatts) {
        return List.of(
                new Always(Wiring.L1, baseWatts),
                new Cycling(Wiring.L1, 85, 2_700, 900),
                routine(Wiring.L2, 0.9, 6.5, 8.5, new Stage(240, 2_000), new Stage(420, 900)),
                routine(Wiring.L2, 0.5, 10.0, 13.0, new Stage(900, 1_200)),
                routine(Wiring.L2, 0.9, 17.5, 20.0, new Stage(600, 2_200), new Stage(1_500, 1_100)),
                routine(Wiring.L1, 0.95, 18.0, 19.5, new Stage(12_600, 180)),
                washing(Wiring.L3, 0.35));
    }

    static List<Appliance> family(long baseWatts) {
        return List.of(
                new Always(Wiring.L1, baseWatts),
                new Cycling(Wiring.L1, 110, 2_400, 900),
                new Cycling(Wiring.L3, 90, 3_300, 1_200),
                routine(Wiring.L2, 0.95, 6.0, 7.5, new Stage(300, 2_000), new Stage(600, 1_200)),
                routine(Wiring.L2, 0.7, 11.5, 12.75, new Stage(900, 2_000), new Stage(1_500, 1_200)),
                routine(Wiring.L2, 0.95, 17.0, 19.0, new Stage(900, 3_000), new Stage(1_800, 1_500)),
                routine(Wiring.L1, 0.98, 17.5, 19.0, new Stage(14_400, 260)),
                routine(
                        Wiring.L3,
                        0.8,
                        19.5,
                        21.5,
                        new Stage(1_200, 2_000),
                        new Stage(3_600, 120),
                        new Stage(900, 2_000)),
                washing(Wiring.L3, 0.7));
    }

    static List<Appliance> homeOffice(long baseWatts) {
        return with(family(baseWatts), routine(Wiring.L1, 0.9, 7.5, 9.0, new Stage(30_000, 170)));
    }

    static List<Appliance> with(List<Appliance> household, Appliance another) {
        List<Appliance> all = new ArrayList<>(household);
        all.add(another);
        return List.copyOf(all);
    }

    /** A car that charges every day, from a time between two hours, for a number of hours. */
    static Appliance car(double fromHour, double toHour, double hours, long watts, Wiring wiring) {
        return routine(wiring, 1.0, fromHour, toHour, new Stage(seconds(hours), watts));
    }

    /** Hot water by heat pump, half of every hour. */
    static Appliance heatPump(long watts) {
        return new Cycling(Wiring.THREE_PHASE, watts, 3_600, 1_800);
    }

    private static Appliance washing(Wiring wiring, double likelihood) {
        return routine(
                wiring, likelihood, 8.0, 15.0, new Stage(1_200, 2_000), new Stage(3_000, 150), new Stage(600, 500));
    }

    private static Appliance routine(Wiring wiring, double likelihood, double from, double to, Stage... stages) {
        return new Routine(wiring, likelihood, seconds(from), seconds(to), List.of(stages));
    }

    private static long seconds(double hours) {
        return Math.round(hours * 3_600);
    }
}
