package energy.peerwatt.gridservice.member;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;

/** A member as it was last defined. */
public record Member(CommunityId community, AccountId account, MeterId meter, GridZoneId zone) {}
