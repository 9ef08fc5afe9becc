package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.seal.KeyDesk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rotations of the gateway's key in the log of sealed readings. */
public record StateRegister(GatewayState state, Outbox outbox) implements KeyDesk.Register {
    @Override
    public List<SignedKeyRotation> confirmed() {
        return state.rotations();
    }

    @Override
    public Optional<SignedKeyRotation> prepared() {
        return state.preparedRotation();
    }

    @Override
    public void prepare(SignedKeyRotation rotation) throws IOException {
        outbox.noted(GatewayState.rotationPrepared(rotation), state::apply);
    }

    @Override
    public void confirm(SignedKeyRotation rotation) throws IOException {
        outbox.noted(GatewayState.rotationConfirmed(rotation), state::apply);
    }
}
