package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.BuildingId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.market.domain.Connection;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/** A member as a caller sent it. */
final class MemberRequest {
    private static final String ANY_WALLET = "0x" + "0".repeat(40);

    private MemberRequest() {}

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem naming all that is wrong, if anything is */
    static Member read(AccountId account, JsonNode body) {
        Fields fields = new Fields(body, "");
        String wallet = fields.text("wallet", MemberRequest::wallet, ANY_WALLET);
        MeterId meter = fields.text("meter", MeterId::of, new MeterId(new UUID(0, 0)));
        GridZoneId zone = fields.text("zone", GridZoneId::new, new GridZoneId("none"));
        Price feedIn = fields.quantity("feedInMicroPerKwh", Price::new, Price.ZERO);
        Price retail = fields.quantity("retailMicroPerKwh", Price::new, Price.ZERO);
        Connection connection = fields.checked(
                "owner",
                () -> new Connection(
                        fields.has("building") ? fields.text("building", BuildingId::new, null) : null,
                        fields.has("maxExportW") ? fields.quantity("maxExportW", Power::new, null) : null,
                        fields.has("maxImportW") ? fields.quantity("maxImportW", Power::new, null) : null,
                        fields.has("owner") ? fields.text("owner", Function.identity(), null) : null),
                Connection.UNKNOWN);
        JsonNode rulesNode = body.get("rules");
        List<Violation> violations = new ArrayList<>(fields.violations());
        HouseholdRules rules = null;
        if (rulesNode != null && !rulesNode.isNull()) {
            RulesRequest request = RulesRequest.of(rulesNode, "rules.");
            rules = request.rules();
            violations.addAll(request.violations());
        }
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return new Member(account, wallet, meter, zone, feedIn, retail, rules, connection);
    }

    /** Checksummed addresses are taken too; inside they are lower case. */
    private static String wallet(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("wallet must be 0x and 40 hex digits: " + text);
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
