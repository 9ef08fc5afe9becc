package energy.peerwatt.gridservice.enrolment;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;

/**
 * A device that its household lends.
 *
 * @param ratedW the most it gives
 * @param storageWh what it gives before it is empty
 * @param consentAt when the household agreed
 */
public record Enrolment(
        AccountId account,
        MeterId meter,
        GatewayId gateway,
        DispatchKind device,
        Power ratedW,
        Energy storageWh,
        Instant consentAt) {}
