package energy.peerwatt.settlement.kpi.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import org.jspecify.annotations.Nullable;

/**
 * The key figures of a member, or of all members of a community together.
 *
 * @param slots that were settled in the period, the member being one of them
 * @param provisional how many of these may still change
 * @param members whom the figures are of
 * @param imported at the meters, gross
 * @param exported at the meters, gross
 * @param bought settled Wh bought from members
 * @param sold settled Wh sold to members
 * @param localSharePermille bought / imported: how much of what was needed came from neighbours; absent without import
 * @param benefit what it was better than with the supplier alone: the statement's {@code better}
 * @param welfare what trading was worth to all, the benefits and the congestion: settled x (the buyer's retail - the
 *     seller's feed-in - fee); of a member what its own side of it was worth, which is its benefit and the congestion it paid
 * @param traded Wh that were agreed, both sides of a trade counted
 * @param kept Wh of these that the own meter showed
 * @param keptPermille kept / traded; absent where nothing was agreed
 * @param ownUse self-sufficiency and self-consumption, of the slots of which telemetry tells enough
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Kpis(
        int slots,
        int provisional,
        int members,
        Energy imported,
        Energy exported,
        Energy bought,
        Energy sold,
        @Nullable Integer localSharePermille,
        Money benefit,
        Money welfare,
        Energy traded,
        Energy kept,
        @Nullable Integer keptPermille,
        OwnUse ownUse) {}
