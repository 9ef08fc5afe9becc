package energy.peerwatt.verifier.market.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the alternatives of an order.
 *
 * @param partners accounts it trades with; empty for any
 * @param sources sources it buys; empty for any
 * @param reach how far it trades: {@link #BUILDING}, {@link #ZONE}, {@link #PARENT}; null for any way
 * @param limit not below the floor of a sell, not above the cap of a buy; micro-currency per kWh
 * @param most Wh by this alternative
 */
public record Choice(
        List<String> partners,
        List<String> sources,
        @Nullable Integer reach,
        long limit,
        long most) {
    /** With those of the own building only. */
    public static final int BUILDING = 0;

    /** With those of the own zone only. */
    public static final int ZONE = 1;

    /** With those of the own zone, and of the zones that have the same parent. */
    public static final int PARENT = 2;

    public Choice {
        partners = partners.stream().distinct().sorted().toList();
        sources = sources.stream().distinct().sorted().toList();
        if (reach != null && (reach < BUILDING || reach > PARENT)) {
            throw new IllegalArgumentException("a reach is " + BUILDING + " to " + PARENT + ": " + reach);
        }
    }

    boolean fits(Order partner) {
        return (partners.isEmpty() || partners.contains(partner.account()))
                && (sources.isEmpty() || partner.source() != null && sources.contains(partner.source()));
    }

    /**
     * Whether somebody is near enough.
     *
     * @param reach of either of the two; null for any
     * @param home building of the one; null for nowhere
     */
    static boolean reaches(
            @Nullable Integer reach, Node own, @Nullable String home, Node other, @Nullable String otherHome) {
        if (reach == null) {
            return true;
        }
        boolean sameZone = own == other;
        boolean sameParent = own.parent() != null && own.parent() == other.parent();
        return reach == BUILDING
                ? sameZone && home != null && home.equals(otherHome)
                : sameZone || reach == PARENT && sameParent;
    }
}
