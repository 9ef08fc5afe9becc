package energy.peerwatt.orderbook.access;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the caller's token says: roles of the realm, and for people their community and account. */
@ApplicationScoped
public class Caller {
    public static final String AUDITOR = "auditor";

    static final String HOUSEHOLD = "household";
    static final String INSTALLER = "installer";
    static final String OPERATOR = "grid-operator";
    static final String MANAGER = "community-manager";
    static final String SERVICE = "service";

    private static final String ACCOUNT = "account_id";
    private static final String COMMUNITY = "community_id";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Whether the caller may see everything of everybody there. */
    public boolean seesAll(CommunityId community) {
        return identity.hasRole(SERVICE) || identity.hasRole(MANAGER) && belongsTo(identity, community);
    }

    /** The accounts there whose affairs the caller may see. */
    public Predicate<AccountId> visible(CommunityId community) {
        return seesAll(community) ? account -> true : own(community);
    }

    /** The accounts there that the caller may place and cancel orders for. */
    public Predicate<AccountId> tradable(CommunityId community) {
        return identity.hasRole(SERVICE) ? account -> true : own(community);
    }

    /** The caller's own account there; empty for who has none. */
    public Optional<AccountId> account(CommunityId community) {
        return identity.hasRole(HOUSEHOLD) && belongsTo(identity, community)
                ? claim(identity, ACCOUNT, AccountId::of)
                : Optional.empty();
    }

    /** Who asks, the same at any time. */
    public String name() {
        return identity.getPrincipal().getName();
    }

    private Predicate<AccountId> own(CommunityId community) {
        Optional<AccountId> own = account(community);
        return account -> own.filter(account::equals).isPresent();
    }

    static boolean belongsTo(SecurityIdentity identity, CommunityId community) {
        return claim(identity, COMMUNITY, CommunityId::of)
                .filter(community::equals)
                .isPresent();
    }

    private static <T> Optional<T> claim(SecurityIdentity identity, String name, Function<String, T> parser) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        try {
            return token.<Object>claim(name).map(Object::toString).map(parser);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
