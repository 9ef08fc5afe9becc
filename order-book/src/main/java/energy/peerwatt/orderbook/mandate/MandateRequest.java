package energy.peerwatt.orderbook.mandate;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.WalletSignature;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A signed mandate as a caller sent it: {@code {"mandate": {...}, "signature": "0x..."}}, as EIP-712 names its fields. */
final class MandateRequest {
    private static final String ANYBODY = "0x" + "0".repeat(40);
    private static final WalletSignature NO_SIGNATURE = new WalletSignature("0x" + "0".repeat(128) + "1b");

    private MandateRequest() {}

    /**
     * @param agent whose key can trade here
     * @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is
     */
    static SignedMandate read(JsonNode body, String agent) {
        Fields outer = new Fields(body, "");
        outer.allowOnly(List.of("mandate", "signature"));
        WalletSignature signature =
                outer.text("signature", text -> new WalletSignature(text.toLowerCase(Locale.ROOT)), NO_SIGNATURE);
        List<Violation> violations = new ArrayList<>(outer.violations());
        JsonNode inner = body.get("mandate");
        if (inner == null || inner.isNull()) {
            violations.add(new Violation("missing", "mandate", "mandate is missing"));
            throw Problems.refused(violations);
        }
        Fields fields = new Fields(inner, "mandate.");
        fields.allowOnly(List.of(
                "owner",
                "agentKey",
                "cell",
                "maxPricePerKWh",
                "minPricePerKWh",
                "maxWhPerSlot",
                "maxSpendPerDay",
                "validUntil",
                "nonce"));
        TradingMandate mandate = new TradingMandate(
                fields.text("owner", MandateRequest::address, ANYBODY),
                fields.text("agentKey", text -> ours(address(text), agent), ANYBODY),
                fields.text("cell", CommunityId::of, new CommunityId(new UUID(0, 0))),
                fields.quantity("maxPricePerKWh", Price::new, Price.ZERO),
                fields.quantity("minPricePerKWh", Price::new, Price.ZERO),
                fields.quantity("maxWhPerSlot", Energy::new, Energy.ZERO),
                fields.quantity("maxSpendPerDay", MandateRequest::money, Money.ZERO),
                wholeSeconds(fields),
                fields.quantity("nonce", MandateRequest::nonce, 0L));
        violations.addAll(fields.violations());
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return new SignedMandate(mandate, signature);
    }

    private static Instant wholeSeconds(Fields fields) {
        Instant until = fields.instant("validUntil", Instant.EPOCH);
        return fields.checked(
                "validUntil",
                () -> {
                    if (until.getNano() != 0 || until.getEpochSecond() < 0) {
                        throw new IllegalArgumentException("validUntil must be in whole seconds since 1970: " + until);
                    }
                    return until;
                },
                Instant.EPOCH);
    }

    /** Checksummed addresses are taken too; inside they are lower case. */
    private static String address(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("an address is 0x and 40 hex digits: " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String ours(String key, String agent) {
        if (!key.equals(agent)) {
            throw new IllegalArgumentException("the agent that trades here is " + agent + ", not " + key);
        }
        return key;
    }

    private static Money money(long nano) {
        if (nano < 0) {
            throw new IllegalArgumentException("money to spend is negative: " + nano);
        }
        return Money.ofNano(nano);
    }

    private static long nonce(long nonce) {
        if (nonce < 0) {
            throw new IllegalArgumentException("nonce is negative: " + nonce);
        }
        return nonce;
    }
}
