package energy.peerwatt.appbackend.screen;

import energy.peerwatt.messages.event.MemberDefined;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a manager's page shows.
 *
 * @param books balance per kind of ledger account, in nano-currency; sums to zero
 */
public record CommunityScreen(Instant marketTime, List<MemberDefined> members, Part<Map<String, Long>> books) {}
