package energy.peerwatt.metergateway.probe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Field;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.Models;
import energy.peerwatt.metergateway.sunspec.domain.PointType;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every point of every model, read from a chain of which the values are known. */
class GoldenModelsTest {
    @ParameterizedTest
    @ValueSource(ints = {125, 60})
    void everyPointOfEveryModel(int mostRegisters) throws IOException {
        RegisterImage image = RegisterImage.read(file("registers"));
        RegisterSource source = (start, count) ->
                image.read(Optional.empty(), new RegisterBlock(RegisterFunction.HOLDING, start, count));
        Chain chain = ((Discovery.Outcome.Found) Discovery.discover(source)).chain();

        List<String> lines = new ArrayList<>();
        for (Chain.Entry entry : chain.models()) {
            ModelReading reading =
                    ModelReader.read(source, entry, mostRegisters).orElseThrow();
            lines.addAll(lines(entry.id(), reading));
        }

        assertThat(chain.models()).extracting(Chain.Entry::id).containsExactlyElementsOf(Models.ids());
        assertThat(lines).containsExactlyElementsOf(file("values").lines().toList());
    }

    private static List<String> lines(int id, ModelReading reading) {
        ModelDefinition definition = Models.definition(id).orElseThrow();
        List<String> lines = new ArrayList<>();
        for (Field field : definition.fixed()) {
            lines.add(id + " " + field.name() + " "
                    + (field.type() == PointType.STRING
                            ? quoted(reading.text(field.name()))
                            : describe(reading.value(field.name()))));
        }
        for (int module = 1; module <= reading.modules(); module++) {
            for (Field field : definition.repeated().orElseThrow().fields()) {
                lines.add(id + " " + field.name() + "/" + module + " "
                        + (field.type() == PointType.STRING
                                ? quoted(reading.text(field.name(), module))
                                : describe(reading.value(field.name(), module))));
            }
        }
        return lines;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static String describe(Decoded decoded) {
        return switch (decoded) {
            case Absent absent -> "- " + absent;
            case Decoded.Value value ->
                value.value().signum() == 0
                        ? "0"
                        : value.value().stripTrailingZeros().toPlainString();
        };
    }

    private static String file(String kind) throws IOException {
        try (InputStream in = GoldenModelsTest.class.getResourceAsStream("/golden/sunspec/all-models." + kind)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
