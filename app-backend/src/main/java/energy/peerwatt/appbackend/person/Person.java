package energy.peerwatt.appbackend.person;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in.
 *
 * @param name as the realm shows it
 * @param roles in the order of {@link Role}
 * @param account of a household; absent for everybody else
 */
public record Person(String name, List<Role> roles, Optional<AccountId> account, Optional<CommunityId> community) {}
