package energy.peerwatt.appbackend.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.appbackend.live.LiveFeed;
import energy.peerwatt.appbackend.service.Services;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands to grid-service whether a household takes part in calls. */
@ApplicationScoped
public class Participation {
    private final Services services;
    private final LiveFeed feed;
    private final Clock clock;

    Participation(Services services, LiveFeed feed, Clock clock) {
        this.services = services;
        this.feed = feed;
        this.clock = clock;
    }

    private record Home(Optional<MemberDefined> member, Optional<GatewayId> gateway) {}

    /** @return everything that is wrong; nothing where the household takes part from now on */
    public List<Violation> consent(AccountId account, Map<String, String> fields) {
        Home home = feed.read(picture -> {
            Optional<MemberDefined> member = picture.member(account);
            return new Home(member, member.map(MemberDefined::meter).flatMap(picture::gateway));
        });
        if (home.member().isEmpty() || home.gateway().isEmpty()) {
            return List.of(new Violation("", "no reading of your meter has arrived yet; try again in a minute"));
        }
        ConsentForm form = new ConsentForm(fields);
        Optional<ObjectNode> request =
                form.request(home.member().get().meter(), home.gateway().get(), clock.instant());
        return request.isEmpty() ? form.violations() : Requests.wrong(services.consent(account, request.get()));
    }

    /** No later call asks the device; one that is published goes on. */
    public List<Violation> withdraw(AccountId account) {
        return Requests.wrong(services.withdraw(account));
    }

    /** Leaves one call. */
    public List<Violation> leave(AccountId account, GridEventId event) {
        return Requests.wrong(services.leave(account, event));
    }
}
