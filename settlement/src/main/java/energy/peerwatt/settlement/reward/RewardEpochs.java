package energy.peerwatt.settlement.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.settlement.member.MemberVersion;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.response.Responses;
import energy.peerwatt.settlement.reward.domain.Cumulative;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** One epoch per settled response that rewards in tokens, in the order responses were settled. Never changed. */
@ApplicationScoped
public class RewardEpochs {
    private static final Logger LOG = Logger.getLogger(RewardEpochs.class);

    private final Members members;

    RewardEpochs(Members members) {
        this.members = members;
    }

    /**
     * Makes the next epoch if a response waits for one.
     *
     * @param token address of the reward token
     */
    public Uni<Void> makeDue(CommunityId community, String token) {
        return Sql.of("""
                select r.document, coalesce(r.counted, r.document) from response r
                where r.community = :community and r.state = 'SETTLED'
                    and not exists (select from reward_epoch e where e.event = r.event)
                order by r.settled_seq
                """)
                .with("community", community.value())
                .list(row -> new Settled(Responses.response(row.text(0)), Responses.response(row.text(1))))
                .map(settled -> settled.stream()
                        .filter(response -> response.counted().lines().stream()
                                .anyMatch(line -> !line.tokenReward().equals(TokenAmount.ZERO)))
                        .findFirst())
                .chain(due -> due.map(response -> make(response, token))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** @param counted what of the response counts */
    private record Settled(ResponseVerified response, ResponseVerified counted) {}

    private Uni<Void> make(Settled settled, String token) {
        ResponseVerified response = settled.response();
        return latest(response.community())
                .chain(last -> members.latest(response.community())
                        .chain(present -> add(new RewardEpoch(
                                response.community(),
                                last.map(RewardEpoch::epoch).orElse(0L) + 1,
                                response.event(),
                                CanonicalJson.hash(response),
                                token,
                                Cumulative.after(
                                        last.map(RewardEpoch::lines).orElse(List.of()),
                                        earned(settled.counted(), present))))));
    }

    private static Map<String, TokenAmount> earned(ResponseVerified response, List<MemberVersion> present) {
        Map<AccountId, String> wallets =
                present.stream().collect(Collectors.toMap(MemberVersion::account, MemberVersion::wallet));
        Map<String, TokenAmount> earned = new HashMap<>();
        for (ResponseVerified.Line line : response.lines()) {
            if (line.tokenReward().equals(TokenAmount.ZERO)) {
                continue;
            }
            String wallet = wallets.get(line.account());
            if (wallet == null) {
                throw new IllegalStateException("account " + line.account() + " is no member");
            }
            earned.merge(wallet, line.tokenReward(), TokenAmount::plus);
        }
        return earned;
    }

    private static Uni<Void> add(RewardEpoch epoch) {
        return Sql.of("""
                insert into reward_epoch (community, epoch, event, document, root, total, data_hash)
                values (:community, :epoch, :event, :document, :root, :total, :data)
                """)
                .with("community", epoch.community().value())
                .with("epoch", epoch.epoch())
                .with("event", epoch.event().value())
                .with("document", json(epoch))
                .with("root", epoch.tree().root().hex())
                .with("total", epoch.total().nano())
                .with("data", epoch.dataHash().hex())
                .run()
                .invoke(() -> LOG.infof(
                        "reward epoch %d: %d wallets, %s",
                        epoch.epoch(), epoch.lines().size(), epoch.total()))
                .replaceWithVoid();
    }

    public Uni<Optional<RewardEpoch>> latest(CommunityId community) {
        return Sql.of("select document from reward_epoch where community = :community order by epoch desc limit 1")
                .with("community", community.value())
                .first(row -> epoch(row.text(0)));
    }

    public Uni<Optional<RewardEpoch>> find(CommunityId community, long number) {
        return Sql.of("select document from reward_epoch where community = :community and epoch = :epoch")
                .with("community", community.value())
                .with("epoch", number)
                .first(row -> epoch(row.text(0)));
    }

    /** Ascending, with a higher number. */
    public Uni<List<RewardEpoch>> after(CommunityId community, long number, int limit) {
        return Sql.of("""
                select document from reward_epoch where community = :community and epoch > :epoch
                order by epoch limit cast(:limit as bigint)
                """)
                .with("community", community.value())
                .with("epoch", number)
                .with("limit", limit)
                .list(row -> epoch(row.text(0)));
    }

    private static RewardEpoch epoch(String json) {
        try {
            return Json.mapper().readValue(json, RewardEpoch.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored reward epoch cannot be read", e);
        }
    }

    private static String json(RewardEpoch epoch) {
        try {
            return Json.mapper().writeValueAsString(epoch);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reward epoch cannot be written as JSON", e);
        }
    }
}
