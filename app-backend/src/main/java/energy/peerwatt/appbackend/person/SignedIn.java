package energy.peerwatt.appbackend.person;

import energy.peerwatt.appbackend.config.AppConfig;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person of the current request, read from the access token. */
@RequestScoped
public class SignedIn {
    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final AppConfig config;

    SignedIn(SecurityIdentity identity, JsonWebToken token, AppConfig config) {
        this.identity = identity;
        this.token = token;
        this.config = config;
    }

    public Person person() {
        return new Person(
                claim("name")
                        .or(() -> claim("preferred_username"))
                        .orElseGet(() -> identity.getPrincipal().getName()),
                Arrays.stream(Role.values())
                        .filter(role -> identity.hasRole(role.realmName()))
                        .toList(),
                claim("account_id").map(AccountId::of),
                claim("community_id")
                        .map(CommunityId::of)
                        .or(() -> config.community().map(CommunityId::new)));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 where a household is bound to no account */
    public AccountId account() {
        return person().account()
                .orElseThrow(() -> Problems.forbidden("Nobody has bound this user to an account (claim account_id)."));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 where neither token nor configuration names one */
    public CommunityId community() {
        return person().community()
                .orElseThrow(() -> Problems.forbidden(
                        "This user belongs to no community (claim community_id, or peerwatt.app.community)."));
    }

    private Optional<String> claim(String name) {
        Object value = token.getClaim(name);
        return value == null ? Optional.empty() : Optional.of(value.toString()).filter(text -> !text.isBlank());
    }
}
