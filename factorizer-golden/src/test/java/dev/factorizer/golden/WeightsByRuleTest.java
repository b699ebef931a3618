package dev.factorizer.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.networks.SwinUNETR;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsByRuleTest {
    /** {@code comparison_by_rule.weights(name, shape)}, beside this test. */
    @Test
    void theRuleIsThatOfTheScript() {
        assertArrayEquals(new float[] {-0.07320626f, -0.37655243f, -0.27752665f, 0.14123175f, 0.40749833f, -0.021276582f}, WeightsByRule.values("out.conv.conv.weight", Shape.of(2, 3)));
        assertArrayEquals(new float[] {1.0475023f, 1.093084f, 1.0069655f}, WeightsByRule.values("norm.weight", Shape.of(3)));
        assertArrayEquals(new float[] {0.09347272f, 0.04072281f, -0.06440258f}, WeightsByRule.values("norm.bias", Shape.of(3)));
    }

    @Test
    void buffersAreWhatTheNetworkMakesOfThem() {
        SwinUNETR.Settings settings = SwinUNETR.Settings.isles22().withSpatialSize(List.of(64, 32));
        Program program = Program.trace(settings.network(), Shape.of(1, 2, 64, 32));
        Map<String, Tensor> weights = WeightsByRule.of(program);
        assertEquals(List.copyOf(weights.keySet()), program.parameters().stream().map(spec -> spec.name()).toList());
        assertEquals(84, weights.get("swinViT.layers1.0.blocks.0.attn.relative_position_index").toFloats()[0]);
    }
}
