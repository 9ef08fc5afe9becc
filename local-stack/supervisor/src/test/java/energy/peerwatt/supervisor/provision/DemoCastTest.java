package energy.peerwatt.supervisor.provision;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.contracts.wallet.LocalWallet;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoCastTest {
    @Test
    void operatorKeyIsThatOfTheOperatorsWallet() {
        byte[] key = HexFormat.of().parseHex(DemoCast.OPERATOR_KEY, 2, DemoCast.OPERATOR_KEY.length());

        assertThat(LocalWallet.of(key).address()).isEqualTo(DemoCast.operator().address());
    }

    @Test
    void everyHomeHasItsOwnIdsAndKeys() {
        assertThat(IntStream.range(0, 20).mapToObj(DemoCast::account)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 20).mapToObj(DemoCast::meter)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 20)
                        .mapToObj(home -> DemoCast.household(home).address()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyHomeSellsAboveFeedInAndBuysBelowRetailOnTheTick() {
        assertThat(IntStream.range(0, 20)).allSatisfy(home -> {
            assertThat(Tariff.lowestSell(home))
                    .isBetween(Tariff.FEED_IN, Tariff.FEED_IN + 30_000)
                    .matches(price -> price % Tariff.TICK == 0);
            assertThat(Tariff.highestBuy(home))
                    .isBetween(Tariff.RETAIL - 60_000, Tariff.RETAIL)
                    .matches(price -> price % Tariff.TICK == 0);
        });
    }
}
