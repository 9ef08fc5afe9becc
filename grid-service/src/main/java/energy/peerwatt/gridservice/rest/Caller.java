package energy.peerwatt.gridservice.rest;

import energy.peerwatt.messages.id.AccountId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sent the request, as far as its token says. */
@RequestScoped
public class Caller {
    private static final String ACCOUNT_CLAIM = "account_id";

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /**
     * Services may see every account, households theirs.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for another one, as if it did not exist
     */
    public void requireOwn(AccountId account) {
        if (!has(Roles.SERVICE) && !isAccount(account)) {
            throw Problems.notFound("no such account: " + account);
        }
    }

    private boolean isAccount(AccountId account) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && account.toString().equals(token.<Object>getClaim(ACCOUNT_CLAIM));
    }
}
