package energy.peerwatt.gridservice.history;

import energy.peerwatt.kit.intake.Incoming.Content;
import energy.peerwatt.kit.intake.Intake;
import energy.peerwatt.kit.intake.Refused;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes in sealed readings: root, sequence and hash chain are checked here. The seal's signature is checked by
 * settlement against the key the chain names, and a response is paid by settlement alone; here the registers are taken.
 */
@ApplicationScoped
class ReadingsConsumer {
    private final Intake intake;
    private final SlotEnergies energies;

    ReadingsConsumer(Intake intake, SlotEnergies energies) {
        this.intake = intake;
        this.energies = energies;
    }

    @Incoming("readings-sealed")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return intake.takeParts(records, this::add);
    }

    /** A meter whose readings do not fit together keeps none of its neighbours' out. */
    private Uni<List<String>> add(Content.Event event) {
        if (!(event.body() instanceof ReadingsSealed sealed)) {
            throw new Refused("no sealed readings: " + event.body().getClass().getSimpleName());
        }
        Seal seal = decoded(sealed);
        return Multi.createFrom()
                .iterable(sealed.decodedReadings())
                .onItem()
                .transformToUniAndConcatenate(reading -> energies.add(seal.gateway(), reading))
                .select()
                .where(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    private static Seal decoded(ReadingsSealed sealed) {
        try {
            Seal seal = sealed.decodedSeal();
            List<IntervalReading> readings = sealed.decodedReadings();
            List<byte[]> leaves =
                    sealed.readings().stream().map(Base64.getDecoder()::decode).toList();
            if (seal.count() != readings.size() || !Sha256Tree.root(leaves).equals(seal.root())) {
                throw new Refused("the readings are not those under the seal of " + seal.boundary());
            }
            return seal;
        } catch (IllegalArgumentException e) {
            throw new Refused("bytes that are no seal or no reading: " + e.getMessage());
        }
    }
}
