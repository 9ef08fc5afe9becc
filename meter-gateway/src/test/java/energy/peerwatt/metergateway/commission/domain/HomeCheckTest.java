package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HomeCheckTest {
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 7));
    private static final MeterId ONE = new MeterId(new UUID(0, 1));
    private static final HomeCheck.Home BARE = new HomeCheck.Home("home-01", ONE, Optional.empty());

    @Test
    void anInverterBelongsToTheOneHomeOfItsHouseholdThatHasNone() {
        assertThat(HomeCheck.check(ACCOUNT, List.of(BARE)).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(HomeCheck.home(List.of(BARE))).contains(ONE);
    }

    @Test
    void withoutAGridMeterItIsToldWhatComesFirst() {
        refused(List.of(), "no grid meter of account " + ACCOUNT, "put the grid meter of this household into service");
    }

    @Test
    void ofSeveralHomesNobodyCanTellWhich() {
        HomeCheck.Home other = new HomeCheck.Home("home-02", new MeterId(new UUID(0, 2)), Optional.empty());

        refused(
                List.of(BARE, other),
                "2 grid meters of account " + ACCOUNT + ": home-01, home-02",
                "account of its own");
    }

    @Test
    void aHomeHasOneInverter() {
        HomeCheck.Home full = new HomeCheck.Home("home-01", ONE, Optional.of("unit 3 of tcp://10.0.0.7:502"));

        refused(
                List.of(full),
                "home-01 has an inverter already: unit 3 of tcp://10.0.0.7:502",
                "suspend or retire that one first");
    }

    private static void refused(List<HomeCheck.Home> homes, String value, String todo) {
        Check check = HomeCheck.check(ACCOUNT, homes);

        assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(check.value()).isEqualTo(value);
        assertThat(check.todo()).contains(todo);
        assertThat(HomeCheck.home(homes)).isEmpty();
    }
}
