package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.PositionalEmbedding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the published settings don't show: other numbers of axes, deep supervision, half resolution. */
class FactorizerTest {
    private static final Factorizer.Settings PLANE = Factorizer.Settings.swin(2, 3, List.of(16, 32), List.of(8, 16, 32));

    @Test
    void takesOneToThreeAxes() {
        for (List<Integer> size : List.of(List.of(32), List.of(16, 32), List.of(16, 8, 24))) {
            Shape input = Shape.of(2, 1).append(size.stream().mapToInt(i -> i).toArray());
            Program program = Program.trace(new Factorizer(Factorizer.Settings.swin(1, 5, size, List.of(8, 16))), input);
            assertEquals(input.with(1, 5), program.graph().outputs().get("y").shape());
        }
    }

    @Test
    void deepSupervisionGivesTheFinestFirst() {
        Program program = Program.trace(new Factorizer(PLANE.withDeepSupervisionHeads(3)), Shape.of(1, 2, 16, 32));
        assertEquals(List.of("y0", "y1", "y2"), List.copyOf(program.graph().outputs().keySet()));
        assertEquals(Shape.of(1, 3, 16, 32), program.graph().outputs().get("y0").shape());
        assertEquals(Shape.of(1, 3, 8, 16), program.graph().outputs().get("y1").shape());
        assertEquals(Shape.of(1, 3, 4, 8), program.graph().outputs().get("y2").shape());
        assertTrue(names(program).containsAll(List.of("heads.0.weight", "heads.2.bias")));
    }

    @Test
    void oneHeadIsNamedAsAList() {
        Program program = Program.trace(new Factorizer(PLANE.withDeepSupervisionHeads(1)), Shape.of(1, 2, 16, 32));
        assertEquals("heads.0.bias", names(program).getLast());
    }

    @Test
    void strideTwoInTheFirstStageHalvesTheResult() {
        Factorizer.Settings half = new Factorizer.Settings(2, 2, List.of(16, 16),
                new Encoder(List.of(8, 16), List.of(1, 1), List.of(2, 2)), new Decoder(List.of(1), 0),
                new Bottleneck(new PositionalEmbedding.None(), 0), PLANE.mixing());
        Program program = Program.trace(new Factorizer(half), Shape.of(1, 2, 16, 16));
        assertEquals(Shape.of(1, 2, 8, 8), program.graph().outputs().get("y").shape());
        assertTrue(names(program).contains("encoder.blocks.0.downsample.weight"));
    }

    @Test
    void embeddingsHaveTheReferencesNames() {
        assertEquals(List.of("pe.0", "pe.1"), embedding(new PositionalEmbedding.AxialLearned()));
        assertEquals(List.of("pe"), embedding(new PositionalEmbedding.Sinusoidal()));
        assertEquals(List.of("cos", "sin"), embedding(new PositionalEmbedding.Rotary()));
        assertEquals(List.of(), embedding(new PositionalEmbedding.None()));
    }

    private static List<String> embedding(PositionalEmbedding embedding) {
        String place = "encoder.blocks.2.block.pos_embed.";
        Program program = Program.trace(new Factorizer(PLANE.withPositionalEmbedding(embedding)), Shape.of(1, 2, 16, 32));
        return names(program).stream().filter(name -> name.startsWith(place)).map(name -> name.substring(place.length()))
                .toList();
    }

    @Test
    void refusesAnotherSize() {
        String message = assertThrows(ShapeException.class,
                () -> Program.trace(new Factorizer(PLANE), Shape.of(1, 2, 16, 16))).getMessage();
        assertEquals("factorizer: input has shape 1×2×16×16, expected batch×2×16×32", message);
    }

    @Test
    void fewerIterationsKeepTheParameters() {
        Program few = Program.trace(new Factorizer(PLANE.withIterations(2)), Shape.of(1, 2, 16, 32));
        assertEquals(names(Program.trace(new Factorizer(PLANE), Shape.of(1, 2, 16, 32))), names(few));
        assertEquals(2, PLANE.withIterations(2).mixing().factorization().gradientSteps());
    }

    private static List<String> names(Program program) {
        return program.parameters().stream().map(ParameterSpec::name).toList();
    }
}
