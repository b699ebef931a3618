package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The block as it is written, and as it is after fusion. */
class FactorizerBlockTest {
    private static final FactorizationMixer MIXER = new FactorizationMixer(
            new Windows.Local(new Heads.Count(2), new Partition.Patch(List.of(2))), Factorization.of(Solver.HALS));
    private static final ChannelMlp MLP = ChannelMlp.of(4, 2);

    /** Name and path of each composite. */
    private static List<String> composites(FactorizerBlock block, boolean training, Fusion fusion) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2, 4, 4, 4));
        Value y = Scope.root(trace, training).apply("block", block, x);
        return fusion.fuse(Graph.of(Map.of("y", y))).nodes().stream().filter(node -> node.operation() instanceof Composite)
                .map(FactorizerBlockTest::line).toList();
    }

    private static String line(Node node) {
        return node.operation().name() + " at " + node.path();
    }

    @Test
    void theBlockIsWrittenAsTheFigureShowsIt() {
        assertEquals(List.of("layerNorm at block.norm1", "channelLinear at block.fact.in_proj", "matricize at block.fact",
                "factorize at block.fact", "dematricize at block.fact", "channelLinear at block.fact.out_proj",
                "layerNorm at block.norm2", "channelLinear at block.mlp.block.0", "gelu at block.mlp",
                "channelLinear at block.mlp.block.3"), composites(new FactorizerBlock(MIXER, MLP), true, Fusion.NONE));
    }

    @Test
    void bothHalvesBecomeOneOperationEach() {
        assertEquals(List.of("mixerBranch at block.fact", "channelMlpBranch at block.mlp"),
                composites(new FactorizerBlock(MIXER, MLP), true, Fusion.ALL));
    }

    @Test
    void aHalfThatDropsInTrainingStaysPlain() {
        FactorizerBlock dropping = new FactorizerBlock(new FactorizationMixer(MIXER.windows(), MIXER.factorization(), 0.1), MLP);
        assertEquals(List.of("mixerBranch at block.fact", "channelMlpBranch at block.mlp"), composites(dropping, false, Fusion.ALL));
        List<String> training = composites(dropping, true, Fusion.ALL);
        assertEquals(List.of("layerNorm at block.norm1", "channelMlpBranch at block.mlp"),
                List.of(training.getFirst(), training.getLast()));
        FactorizerBlock other = new FactorizerBlock(MIXER, new ChannelMlp(8, 4, true, 0.1));
        assertEquals("mixerBranch at block.fact", composites(other, true, Fusion.ALL).getFirst());
        assertEquals(5, composites(other, true, Fusion.ALL).size());
    }

    @Test
    void anMlpWithoutBiasStaysPlain() {
        assertEquals(List.of("mixerBranch at block.fact", "layerNorm at block.norm2", "channelLinear at block.mlp.block.0",
                "gelu at block.mlp", "channelLinear at block.mlp.block.3"),
                composites(new FactorizerBlock(MIXER, new ChannelMlp(8, 4, false, 0)), false, Fusion.ALL));
    }
}
