package energy.peerwatt.appbackend.provisioning;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import org.jspecify.annotations.Nullable;

/** A person who will see the home of one account. */
public record Invitation(
        CommunityId community,
        AccountId account,
        String username,
        String name,
        @Nullable String email) {
    /** @param temporaryPassword shown this once; the person chooses another at the first sign-in */
    public record Made(String username, AccountId account, String temporaryPassword) {}
}
