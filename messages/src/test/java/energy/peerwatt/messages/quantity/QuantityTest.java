package energy.peerwatt.messages.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void wattHoursTimesMicroPerKwhIsExactlyNano() {
        // 1.2 kWh at 14 ct/kWh is 16.8 ct.
        assertThat(new Price(140_000).times(new Energy(1_200))).isEqualTo(new Money(168_000_000));
    }

    @Test
    void negativeEnergyIsRefusedWithItsValue() {
        assertThatThrownBy(() -> new Energy(-1)).hasMessage("energy is negative: -1 Wh");
        assertThatThrownBy(() -> new Energy(1).minus(new Energy(2))).hasMessage("energy is negative: -1 Wh");
    }

    @Test
    void priceStaysInsideThirtyTwoBits() {
        assertThat(new Price(Price.MAX).microPerKwh()).isEqualTo(4_294_967_295L);
        assertThatThrownBy(() -> new Price(Price.MAX + 1)).hasMessageContaining("0 to 4294967295");
        assertThatThrownBy(() -> new Price(-1)).hasMessageContaining("-1");
    }

    @Test
    void moneyOverflowIsAnErrorNotAWrongSum() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE).plus(new Money(1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void netEnergyIsImportMinusExport() {
        NetEnergy exporting = NetEnergy.of(new Energy(100), new Energy(350));
        assertThat(exporting.surplus()).isEqualTo(new Energy(250));
        assertThat(exporting.need()).isEqualTo(Energy.ZERO);
        NetEnergy importing = NetEnergy.of(new Energy(350), new Energy(100));
        assertThat(importing.surplus()).isEqualTo(Energy.ZERO);
        assertThat(importing.need()).isEqualTo(new Energy(250));
    }
}
