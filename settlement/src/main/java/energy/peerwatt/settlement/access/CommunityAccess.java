package energy.peerwatt.settlement.access;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.settlement.rest.Request;
import io.quarkus.security.PermissionChecker;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/**
 * Which roles may see what of a community and its accounts. Households and managers see their own; of any other they are
 * told what they would be told of one that does not exist. What an answer then holds of whom, {@link Caller} says.
 */
@ApplicationScoped
public class CommunityAccess {
    /** Volumes of slots. */
    public static final String SLOTS = "community-slots";

    /** The books of the community. */
    public static final String BOOKS = "community-books";

    /** The affairs of one account. */
    public static final String ACCOUNT = "account";

    /** What only the household itself may do with its account. */
    public static final String OWN_ACCOUNT = "own-account";

    @PermissionChecker(SLOTS)
    boolean slots(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE, Caller.OPERATOR, Caller.INSTALLER)
                || belongs(identity, community, Caller.HOUSEHOLD, Caller.MANAGER);
    }

    @PermissionChecker(BOOKS)
    boolean books(SecurityIdentity identity, String community) {
        return has(identity, Caller.SERVICE) || belongs(identity, community, Caller.MANAGER);
    }

    @PermissionChecker(ACCOUNT)
    boolean account(SecurityIdentity identity, String community, String account) {
        return has(identity, Caller.SERVICE)
                || has(identity, Caller.MANAGER) && Caller.belongsTo(identity, communityOf(community))
                || owns(identity, community, account, Caller.HOUSEHOLD, Caller.MANAGER);
    }

    @PermissionChecker(OWN_ACCOUNT)
    boolean ownAccount(SecurityIdentity identity, String community, String account) {
        return owns(identity, community, account, Caller.HOUSEHOLD);
    }

    private static boolean has(SecurityIdentity identity, String... roles) {
        return Stream.of(roles).anyMatch(identity::hasRole);
    }

    private static boolean belongs(SecurityIdentity identity, String community, String... roles) {
        if (!has(identity, roles)) {
            return false;
        }
        if (!Caller.belongsTo(identity, communityOf(community))) {
            throw Request.notFound("there is no community " + community);
        }
        return true;
    }

    private static boolean owns(SecurityIdentity identity, String community, String account, String... roles) {
        if (!has(identity, roles)) {
            return false;
        }
        Request request = new Request();
        CommunityId id = request.community(community);
        AccountId wanted = request.account(account);
        request.check();
        if (!identity.hasRole(Caller.HOUSEHOLD) || !Caller.owns(identity, id, wanted)) {
            throw noSuchAccount(account);
        }
        return true;
    }

    private static CommunityId communityOf(String text) {
        Request request = new Request();
        CommunityId id = request.community(text);
        request.check();
        return id;
    }

    private static RuntimeException noSuchAccount(String account) {
        return Request.notFound("account " + account + " is no member");
    }
}
