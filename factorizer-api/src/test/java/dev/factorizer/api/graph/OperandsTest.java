package dev.factorizer.api.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.branches.MixerBranch.Operand;
import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.NormOperand;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Inputs by name, also where some before them are left out. */
class OperandsTest {
    private static MixerBranch branch(Initialization initialization) {
        return new MixerBranch(1e-5, new Matricization(1, List.of(2), List.of(3), List.of(List.of(0))),
                Factorization.of(Solver.HALS).withInitialization(initialization));
    }

    @Test
    void startValuesAreThereForADrawnInitialization() {
        Operands<Operand, String> drawn = branch(Initialization.UNIFORM).named(List.of("x", "nw", "nb", "in", "u", "v", "out", "bias"));
        assertEquals("u", drawn.get(Operand.START_U));
        assertEquals("out", drawn.get(Operand.OUT_WEIGHT));
        Operands<Operand, String> computed = branch(Initialization.SVD).named(List.of("x", "nw", "nb", "in", "out", "bias"));
        assertEquals("out", computed.get(Operand.OUT_WEIGHT));
        assertEquals(5, computed.index(Operand.OUT_BIAS));
        assertEquals(Optional.empty(), computed.find(Operand.START_U));
        assertEquals(List.of("x", "bias"), computed.among(List.of(Operand.X, Operand.START_V, Operand.OUT_BIAS)));
        assertEquals("operands: there is no START_V among [X, NORM_WEIGHT, NORM_BIAS, IN_WEIGHT, OUT_WEIGHT, OUT_BIAS]",
                assertThrows(IllegalArgumentException.class, () -> computed.get(Operand.START_V)).getMessage());
        assertEquals("operands: found 7 inputs, expected 6: [X, NORM_WEIGHT, NORM_BIAS, IN_WEIGHT, OUT_WEIGHT, OUT_BIAS]",
                assertThrows(IllegalArgumentException.class, () -> branch(Initialization.SVD).named(List.of(1, 2, 3, 4, 5, 6, 7)))
                        .getMessage());
    }

    @Test
    void optionalInputsAtTheEndAreLeftOut() {
        assertEquals(List.of(NormOperand.X), new LayerNorm(1e-5).operands(1));
        assertEquals(Optional.of("bias"), new LayerNorm(1e-5).named(List.of("x", "weight", "bias")).find(NormOperand.BIAS));
        FactorPair pair = new FactorPair(Factorization.of(Solver.WMU).withInitialization(Initialization.SVD));
        assertEquals("weights", pair.named(List.of("x", "weights")).get(FactorPair.Operand.WEIGHTS));
        assertEquals(List.of(FactorPair.Operand.X, FactorPair.Operand.WEIGHTS), pair.operands(2));
    }

    @Test
    void whatHasNoValueIsEmpty() {
        Operands<NormOperand, String> gradients = new LayerNorm(1e-5).named(Arrays.asList("dx", null, "db"));
        assertEquals(Optional.empty(), gradients.find(NormOperand.WEIGHT));
        assertEquals(Optional.of("db"), gradients.find(NormOperand.BIAS));
    }
}
