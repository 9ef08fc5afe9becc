package energy.peerwatt.metergateway.access;

import energy.peerwatt.messages.id.AccountId;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Roles of the realm, and what its tokens say of who calls. */
public final class Caller {
    public static final String HOUSEHOLD = "household";
    public static final String INSTALLER = "installer";
    public static final String SERVICE = "service";

    private static final String ACCOUNT = "account_id";

    private Caller() {}

    /** The account of a household; empty if the token names none that could be one. */
    static Optional<AccountId> account(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        try {
            return token.<Object>claim(ACCOUNT).map(Object::toString).map(AccountId::of);
        } catch (IllegalArgumentException noAccount) {
            return Optional.empty();
        }
    }
}
