package energy.peerwatt.settlement.reward.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.TokenAmount;
import org.junit.jupiter.api.Test;

class ClaimStateTest {
    @Test
    void whatSomebodyElseRelayedIsDone() {
        assertThat(state(100, 100, 100)).isEqualTo(ClaimState.DONE);
    }

    @Test
    void whatEarnedLaterMustBeAskedForAgain() {
        assertThat(state(100, 130, 100)).isEqualTo(ClaimState.DONE);
    }

    @Test
    void whatTheActiveRootPaysIsDueAlsoWhereMoreWasAskedFor() {
        assertThat(state(100, 100, 0)).isEqualTo(ClaimState.DUE);
        assertThat(state(130, 100, 0)).isEqualTo(ClaimState.DUE);
        assertThat(state(100, 130, 0)).isEqualTo(ClaimState.DUE);
    }

    @Test
    void whatIsOnlyPostedWaitsForItsRoot() {
        assertThat(state(130, 100, 100)).isEqualTo(ClaimState.WAITING);
        assertThat(state(100, 0, 0)).isEqualTo(ClaimState.WAITING);
    }

    private static ClaimState state(long asked, long claimable, long claimed) {
        return ClaimState.of(TokenAmount.ofNano(asked), TokenAmount.ofNano(claimable), TokenAmount.ofNano(claimed));
    }
}
