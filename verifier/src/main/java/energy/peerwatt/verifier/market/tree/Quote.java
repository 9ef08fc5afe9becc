package energy.peerwatt.verifier.market.tree;

import org.jspecify.annotations.Nullable;

/**
 * The price of a zone, micro-currency per kWh as a seller there receives it.
 *
 * @param lo below it somebody would want to buy more
 * @param hi above it somebody would want to sell more
 * @param lowest lowest price that the rule could choose
 * @param highest highest price that the rule could choose
 * @param scarcity how the price was placed by scarcity; null under another rule
 */
public record Quote(
        long price,
        long lo,
        long hi,
        long lowest,
        long highest,
        @Nullable Scarcity scarcity) {}
