package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an inverter or a battery belongs: in the one home of its household that is read here and has no inverter yet. */
public final class HomeCheck {
    private static final String EXPECTED =
            "one home of the household with a grid meter in service here, and no inverter";

    private HomeCheck() {}

    /**
     * A home that is read.
     *
     * @param meter its grid meter
     * @param inverter where its inverter answers; empty without one
     */
    public record Home(String name, MeterId meter, Optional<String> inverter) {}

    /** The home, if there is no doubt which. */
    public static Optional<MeterId> home(List<Home> homes) {
        return homes.size() == 1 && homes.getFirst().inverter().isEmpty()
                ? Optional.of(homes.getFirst().meter())
                : Optional.empty();
    }

    /** @param homes of the account that are read now */
    public static Check check(AccountId account, List<Home> homes) {
        if (homes.isEmpty()) {
            return failed(
                    "no grid meter of account " + account,
                    "put the grid meter of this household into service at this gateway first, bound to the same account;"
                            + " then go on here");
        }
        if (homes.size() > 1) {
            return failed(
                    homes.size() + " grid meters of account " + account + ": "
                            + homes.stream().map(Home::name).collect(Collectors.joining(", ")),
                    "nobody can tell in whose home it is: bind every home to an account of its own, or name it as inverter"
                            + " of its home in the devices file");
        }
        Home home = homes.getFirst();
        return home.inverter()
                .map(there -> failed(
                        home.name() + " has an inverter already: " + there,
                        "a home has one: suspend or retire that one first, or take it out of the devices file"))
                .orElseGet(() -> Check.passed("gateway.home", home.name() + ", meter " + home.meter(), EXPECTED));
    }

    private static Check failed(String value, String todo) {
        return Check.failed("gateway.home", value, EXPECTED, todo);
    }
}
