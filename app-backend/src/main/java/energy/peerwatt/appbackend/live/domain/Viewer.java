package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;

/** Who looks at the picture, which decides what of it. */
public sealed interface Viewer {
    record Household(AccountId account) implements Viewer {}

    record Operator(CommunityId community) implements Viewer {}

    /** Whether this viewer may see that change. */
    default boolean sees(CommunityId community, Change change) {
        return switch (change) {
            case Change.Own own ->
                this instanceof Household household && household.account().equals(own.account());
            case Change.InSum _ ->
                this instanceof Operator operator && operator.community().equals(community);
        };
    }
}
