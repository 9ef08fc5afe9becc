package energy.peerwatt.metergateway.sunspec.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.metergateway.sunspec.domain.ModelDefinition.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelDefinitionsTest {
    static Stream<Integer> ids() {
        return Models.ids().stream();
    }

    @Test
    void theModelsThatMatterAreThere() {
        assertThat(Models.ids())
                .containsExactly(
                        1, 101, 102, 103, 111, 112, 113, 120, 121, 122, 123, 124, 160, 201, 202, 203, 204, 211, 212,
                        213, 214, 701, 702, 703, 704, 713, 714, 802);
    }

    /** Registers of the whole model, and where its points lie, as the design names them. */
    @ParameterizedTest
    @CsvSource({
        "1, 68, SN, 50",
        "103, 52, WH, 24",
        "113, 62, W, 22",
        "120, 28, WRtg, 3",
        "121, 32, WMax, 2",
        "122, 46, ActWh, 5",
        "123, 26, WMaxLim_Ena, 9",
        "124, 26, InOutWRte_RvrtTms, 15",
        "203, 107, TotWhExp, 38",
        "203, 107, TotWhImp, 46",
        "203, 107, TotWh_SF, 54",
        "213, 126, W, 28",
        "701, 155, TotWhInj, 19",
        "701, 155, TotWhAbs, 23",
        "704, 67, WMaxLimPctRvrtTms, 18",
        "704, 67, WSet, 24",
        "802, 64, SoC, 11"
    })
    void pointsLieWhereTheStandardPutsThem(int model, int registers, String point, int offset) {
        ModelDefinition definition = Models.definition(model).orElseThrow();

        assertThat(definition.fixedRegisters()).isEqualTo(registers);
        assertThat(ModelReading.offset(definition, point)).isEqualTo(offset);
    }

    @Test
    void gapsUnknownTypesAndMissingScaleFactorsAreRefused() {
        assertThatThrownBy(() -> ModelFile.read("model 9\n0 ID uint16\n2 A uint16\n"))
                .hasMessage("line 3: offset 2 instead of 1");
        assertThatThrownBy(() -> ModelFile.read("model 9\n0 ID uint17\n")).hasMessageStartingWith("line 2: ");
        assertThatThrownBy(() -> ModelFile.read("model 9\n0 A uint16 sf=A_SF\n"))
                .hasMessageContaining("has no A_SF");
        assertThatThrownBy(() -> ModelFile.read("model 9\n0 A uint16\nrepeat x\n"))
                .hasMessageContaining("count=");
    }

    /** Held against the published definitions, where they lie beside the repository. */
    @ParameterizedTest
    @MethodSource("ids")
    void definitionsAgreeWithThePublishedOnesPointByPoint(int id) throws IOException {
        Path folder = reference();
        assumeTrue(folder != null && Files.isDirectory(folder), "the published definitions are not here");
        JsonNode root = new ObjectMapper()
                .readTree(folder.resolve("model_" + id + ".json").toFile())
                .get("group");
        ModelDefinition definition = Models.definition(id).orElseThrow();

        List<Field> fixed = new ArrayList<>(fields(root, "", 0));
        List<Field> repeated = new ArrayList<>();
        for (JsonNode group : root.path("groups")) {
            if (group.has("count")) {
                repeated.addAll(fields(group, "", 0));
                assertThat(definition.repeated())
                        .map(it -> it.name())
                        .contains(group.get("name").asText());
                if (group.get("count").isTextual()) {
                    assertThat(definition.repeated())
                            .map(it -> it.count())
                            .contains(group.get("count").asText());
                }
            } else {
                fixed.addAll(fields(
                        group, group.get("name").asText() + ".", fixed.getLast().end()));
            }
        }

        assertThat(withoutUnits(definition.fixed())).isEqualTo(fixed);
        assertThat(withoutUnits(definition.repeated().map(it -> it.fields()).orElse(List.of())))
                .isEqualTo(repeated);
    }

    private static List<Field> withoutUnits(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(
                        field.name(),
                        field.offset(),
                        field.registers(),
                        field.type(),
                        field.scale(),
                        Optional.empty(),
                        field.writable()))
                .toList();
    }

    private static List<Field> fields(JsonNode group, String prefix, int start) {
        List<Field> fields = new ArrayList<>();
        int at = start;
        for (JsonNode point : group.get("points")) {
            int size = point.get("size").asInt();
            fields.add(new Field(
                    prefix + point.get("name").asText(),
                    at,
                    size,
                    PointType.valueOf(point.get("type").asText().toUpperCase(Locale.ROOT)),
                    point.has("sf") ? Optional.of(point.get("sf").asText()) : Optional.empty(),
                    Optional.empty(),
                    point.path("access").asText().equals("RW")));
            at += size;
        }
        return fields;
    }

    private static @Nullable Path reference() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("peerwatt")) && Files.exists(at.resolve("pom.xml"))) {
                return at.resolveSibling("shared").resolve("reference").resolve("sunspec-models");
            }
        }
        return null;
    }
}
