package energy.peerwatt.verifier.market.tree;

import java.util.List;

/**
 * One of the alternatives of an order.
 *
 * @param partners accounts it trades with; empty for any
 * @param sources sources it buys; empty for any
 * @param limit not below the floor of a sell, not above the cap of a buy; micro-currency per kWh
 * @param most Wh by this alternative
 */
public record Choice(List<String> partners, List<String> sources, long limit, long most) {
    public Choice {
        partners = partners.stream().distinct().sorted().toList();
        sources = sources.stream().distinct().sorted().toList();
    }

    boolean fits(Order partner) {
        return (partners.isEmpty() || partners.contains(partner.account()))
                && (sources.isEmpty() || partner.source() != null && sources.contains(partner.source()));
    }
}
