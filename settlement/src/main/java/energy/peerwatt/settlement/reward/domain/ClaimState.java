package energy.peerwatt.settlement.reward.domain;

import energy.peerwatt.messages.quantity.TokenAmount;

/** What is to be done about a claim that a member asked for. */
public enum ClaimState {
    /** The chain would pay it now. */
    DUE,
    /** The root that says what was asked for is not active yet. */
    WAITING,
    /** The chain paid what was asked for, whoever relayed it. */
    DONE;

    /**
     * @param asked everything that was posted when it was asked for
     * @param claimable under the root that claims are checked against
     * @param claimed paid to the wallet
     */
    public static ClaimState of(TokenAmount asked, TokenAmount claimable, TokenAmount claimed) {
        if (claimed.compareTo(asked) >= 0) {
            return DONE;
        }
        return claimable.compareTo(claimed) > 0 ? DUE : WAITING;
    }
}
