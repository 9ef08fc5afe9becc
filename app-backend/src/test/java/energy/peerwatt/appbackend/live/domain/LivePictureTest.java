package energy.peerwatt.appbackend.live.domain;

import static energy.peerwatt.appbackend.live.domain.Cast.NOON;
import static energy.peerwatt.appbackend.live.domain.Cast.account;
import static energy.peerwatt.appbackend.live.domain.Cast.member;
import static energy.peerwatt.appbackend.live.domain.Cast.telemetry;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.quantity.Money;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePictureTest {
    private final LivePicture picture = new LivePicture(100, ZoneId.of("Europe/Berlin"));

    @Test
    void wordsSayWhereEnergyGoes() {
        picture.member(member(1));
        picture.telemetry(telemetry(1, NOON, -1_200, 3_000L, 800L));

        HomeNow now = picture.home(account(1)).orElseThrow();

        assertThat(now.words().grid()).isEqualTo("feeding in");
        assertThat(now.words().battery()).isEqualTo("charging");
        assertThat(now.homeW()).isEqualTo(-1_200 + 3_000 - 800);
        picture.telemetry(telemetry(1, NOON.plusSeconds(5), 1_200, 3L, -300L));
        assertThat(picture.home(account(1)).orElseThrow().words())
                .isEqualTo(new HomeNow.Words("importing from the grid", "no sun", "discharging", "using"));
    }

    @Test
    void aHomeOfNobodyChangesNobodysPicture() {
        assertThat(picture.telemetry(telemetry(1, NOON, 100, null, null))).isEmpty();
        picture.member(member(1));
        assertThat(picture.home(account(1)))
                .as("heard before its member was known")
                .isPresent();
        assertThat(picture.home(account(2))).isEmpty();
    }

    @Test
    void anOlderReadChangesNothing() {
        picture.member(member(1));
        picture.telemetry(telemetry(1, NOON, 500, null, null));

        assertThat(picture.telemetry(telemetry(1, NOON.minusSeconds(1), 900, null, null)))
                .isEmpty();
        assertThat(picture.home(account(1)).orElseThrow().gridW()).isEqualTo(500);
    }

    @Test
    void balancesFollowTheirSequence() {
        picture.balances(balance(2, 700));

        assertThat(picture.balances(balance(1, 300))).isEmpty();
        assertThat(picture.balance(account(1))).contains(Money.ofNano(700));
    }

    private static BalancesChanged balance(long sequence, long nano) {
        return new BalancesChanged(
                Cast.COMMUNITY, sequence, null, List.of(new BalancesChanged.Balance(account(1), Money.ofNano(nano))));
    }

    @Test
    void aTradeIsToldToItsTwoSidesOnceAndInTheirOwnWords() {
        picture.member(member(1));
        picture.member(member(2));
        picture.member(member(3));
        picture.cleared(Cast.cleared());

        List<Change> changes = picture.matched(Cast.trade(0, 1, 2, 500));

        assertThat(changes).hasSize(2);
        assertThat(picture.matched(Cast.trade(0, 1, 2, 500)))
                .as("the same again")
                .isEmpty();
        assertThat(picture.trades(account(3))).isEmpty();
        OwnTrade sold = picture.trades(account(1)).getFirst();
        OwnTrade bought = picture.trades(account(2)).getFirst();
        assertThat(sold.direction()).isEqualTo(OwnTrade.Direction.SOLD);
        assertThat(bought.direction()).isEqualTo(OwnTrade.Direction.BOUGHT);
        assertThat(sold.partner())
                .startsWith("Neighbour ")
                .isEqualTo(Pseudonym.of(account(1), account(2)))
                .isNotEqualTo(Pseudonym.of(account(3), account(2)));
        assertThat(sold.reasons())
                .contains(
                        "One price for everybody in zone street and this slot: 18.0 ct/kWh.",
                        "Supply and demand met anywhere from 16.0 ct/kWh to 20.0 ct/kWh;"
                                + " the market's rule chose inside of it.",
                        "Your floor is what your supplier pays, 7.9 ct/kWh: you never sell for less.",
                        "The buyer pays the grid fee of 2.0 ct/kWh on top; you get the whole price.");
        assertThat(bought.reasons())
                .contains(
                        "Your cap is what your supplier charges, 32.0 ct/kWh: price and fee together never cost more.",
                        "The grid fee of 2.0 ct/kWh comes on top, together 20.0 ct/kWh.");
    }

    @Test
    void generationIsSummedFromPowerWithinTheDay() {
        picture.member(member(1));
        for (int minute = 0; minute <= 60; minute++) {
            picture.telemetry(telemetry(1, NOON.plus(Duration.ofMinutes(minute)), 0, 3_000L, null));
        }

        assertThat(picture.generated(account(1))).contains(new LivePicture.Generated(NOON, 3_000));
        picture.telemetry(telemetry(1, NOON.plus(Duration.ofDays(1)), 0, 3_000L, null));
        assertThat(picture.generated(account(1)).orElseThrow().wattHours()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePictureDoesNotDependOnTheOrderInWhichMembersAndTradesCome(long seed) {
        List<Runnable> events = new ArrayList<>(List.of(
                () -> picture.member(member(1)),
                () -> picture.member(member(2)),
                () -> picture.cleared(Cast.cleared()),
                () -> picture.matched(Cast.trade(0, 1, 2, 500)),
                () -> picture.matched(Cast.trade(1, 1, 2, 200)),
                () -> picture.matched(Cast.trade(0, 1, 2, 500)),
                () -> picture.balances(balance(1, 300)),
                () -> picture.balances(balance(2, 700))));
        Collections.shuffle(events, new Random(seed));
        events.forEach(Runnable::run);

        assertThat(picture.trades(account(1)))
                .extracting(trade -> trade.energy().wattHours())
                .containsExactlyInAnyOrder(500L, 200L);
        assertThat(picture.trades(account(1)).getFirst().reasons()).hasSize(6);
        assertThat(picture.balance(account(1))).contains(Money.ofNano(700));
    }
}
