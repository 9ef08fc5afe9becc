package energy.peerwatt.settlement.access;

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
    public static final String HOUSEHOLD = "household";
    public static final String INSTALLER = "installer";
    public static final String OPERATOR = "grid-operator";
    public static final String MANAGER = "community-manager";
    public static final String SERVICE = "service";
    public static final String AUDITOR = "auditor";

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
        if (seesAll(community)) {
            return account -> true;
        }
        return account -> identity.hasRole(HOUSEHOLD) && owns(identity, community, account);
    }

    static boolean owns(SecurityIdentity identity, CommunityId community, AccountId account) {
        return belongsTo(identity, community)
                && claim(identity, ACCOUNT, AccountId::of)
                        .filter(account::equals)
                        .isPresent();
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
