package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What must hold for a member besides what a {@link Member} by itself guarantees. */
final class MemberRules {
    private MemberRules() {}

    static List<Violation> check(Member member, Set<GridZoneId> zones, Collection<Member> members) {
        List<Violation> violations = new ArrayList<>();
        if (!zones.contains(member.zone())) {
            violations.add(new Violation("zone-unknown", "zone", "no such zone: " + member.zone()));
        }
        for (Member other : members) {
            if (other.account().equals(member.account())) {
                continue;
            }
            if (other.meter().equals(member.meter())) {
                violations.add(new Violation(
                        "meter-taken", "meter", "the meter belongs to another member: " + member.meter()));
            }
            if (other.wallet().equals(member.wallet())) {
                violations.add(new Violation(
                        "wallet-taken", "wallet", "the wallet belongs to another member: " + member.wallet()));
            }
        }
        return violations;
    }
}
