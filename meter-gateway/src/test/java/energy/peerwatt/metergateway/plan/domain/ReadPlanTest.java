package energy.peerwatt.metergateway.plan.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
    @Test
    void bothCountersTravelInOneRequest() {
        assertThat(ReadPlan.blocks(List.of(at(0x4A), at(0x48)), 80))
                .containsExactly(new RegisterBlock(RegisterFunction.INPUT, 0x48, 4));
    }

    @Test
    void holesWorthReadingAreReadAndOthersAreNot() {
        assertThat(ReadPlan.blocks(List.of(at(0), at(34), at(69)), 80))
                .containsExactly(
                        new RegisterBlock(RegisterFunction.INPUT, 0, 36),
                        new RegisterBlock(RegisterFunction.INPUT, 69, 2));
    }

    @Test
    void theDevicesLimitSplitsBetweenPointsAndNeverWithinOne() {
        assertThat(ReadPlan.blocks(List.of(at(0), at(2), at(4)), 5))
                .containsExactly(
                        new RegisterBlock(RegisterFunction.INPUT, 0, 4),
                        new RegisterBlock(RegisterFunction.INPUT, 4, 2));
    }

    private static Location at(int address) {
        return new Location(RegisterFunction.INPUT, address, ValueType.FLOAT32, WordOrder.ABCD);
    }
}
