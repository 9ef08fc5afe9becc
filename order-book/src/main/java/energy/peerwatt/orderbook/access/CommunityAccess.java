package energy.peerwatt.orderbook.access;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionChecker;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/**
 * Which roles may do something in a community. Households and managers may in their own one only; of any other they are
 * told what they would be told of one that does not exist. What they then see of whom, {@link Caller} says.
 */
@ApplicationScoped
public class CommunityAccess {
    /** Prices and volumes of slots. */
    public static final String PRICES = "community-prices";

    /** Terms and zones, and of members those that the caller may see. */
    public static final String MARKET = "community-market";

    /** Balances, of members that the caller may see. */
    public static final String BALANCES = "community-balances";

    /** Orders, of members that the caller may trade for. */
    public static final String TRADE = "community-trade";

    /** Terms, zones and members, to change them. */
    public static final String DEFINE = "community-define";

    /** A zone, to close it for a slot. */
    public static final String CLOSE = "community-close";

    @PermissionChecker(CLOSE)
    boolean close(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE, Caller.OPERATOR);
    }

    @PermissionChecker(PRICES)
    boolean prices(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE, Caller.OPERATOR, Caller.INSTALLER)
                || belongs(identity, community, Caller.HOUSEHOLD, Caller.MANAGER);
    }

    @PermissionChecker(MARKET)
    boolean market(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE, Caller.OPERATOR)
                || belongs(identity, community, Caller.HOUSEHOLD, Caller.MANAGER);
    }

    @PermissionChecker(BALANCES)
    boolean balances(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE) || belongs(identity, community, Caller.HOUSEHOLD, Caller.MANAGER);
    }

    @PermissionChecker(TRADE)
    boolean trade(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE) || belongs(identity, community, Caller.HOUSEHOLD);
    }

    @PermissionChecker(DEFINE)
    boolean define(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE) || belongs(identity, community, Caller.MANAGER);
    }

    private static boolean has(SecurityIdentity identity, String... roles) {
        return Stream.of(roles).anyMatch(identity::hasRole);
    }

    private static boolean belongs(SecurityIdentity identity, String community, String... roles) {
        if (!has(identity, roles)) {
            return false;
        }
        CommunityId id = PathIds.community(community);
        if (!Caller.belongsTo(identity, id)) {
            throw Problems.notFound("no such community: " + id);
        }
        return true;
    }
}
