package dev.factorizer.backend.djl.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TorchScriptTest {
    /** x + relu(−x) after so many nodes that are not part of it. */
    private static TorchScript script(int before, String device) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2, 3));
        for (int i = 0; i < before; i++) {
            x.exp();
        }
        Value negated = x.negate();
        Value positive = negated.relu();
        Value sum = x.add(positive);
        return TorchScript.of(List.of(negated.node(), positive.node(), sum.node()), List.of(x), List.of(sum),
                MatmulPrecision.FLOAT32, device);
    }

    @Test
    void aGraphIsAMethod() {
        TorchScript script = script(0, "cpu");
        assertEquals("""
                class Graph(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Graph, v0: Tensor) -> List[Tensor]:
                    v1 = torch.neg(v0)
                    v2 = torch.relu(v1)
                    v3 = torch.add(v0, v2)
                    return [torch.contiguous(v3)]
                """, script.source());
        assertEquals("unary", script.lines().get(6).operation().name());
        assertEquals("zip", script.lines().get(8).operation().name());
    }

    private static String system(MatmulPrecision products, boolean exact, boolean wanted) {
        Trace trace = new Trace();
        Value v = trace.input("v", Type.float32(5, 3));
        Value b = trace.input("b", Type.float32(3, 2));
        Value product = exact ? v.matmulFullPrecision(v, true, false) : v.matmul(v, true, false);
        Value solution = product.apply(new Solve(), b);
        Map<String, Value> outputs = wanted ? Map.of("y", solution, "product", product) : Map.of("y", solution);
        return TorchScript.of(Graph.of(outputs), products, "cpu").source();
    }

    /** Normal equations square the condition: their matrix is not rounded between product and system, unless it is an output. */
    @Test
    void theMatrixOfASystemStaysInDoublePrecision() {
        String inside = "linalg_solve(torch.matmul(torch.transpose(torch.to(v0, 7), -2, -1), torch.to(v0, 7)), torch.to(v1, 7))";
        assertTrue(system(MatmulPrecision.FLOAT32, true, false).contains(inside));
        assertTrue(system(MatmulPrecision.BFLOAT16, true, false).contains(inside));
        assertFalse(system(MatmulPrecision.FLOAT32, true, true).contains(inside));
        assertFalse(system(MatmulPrecision.BFLOAT16, false, false).contains(inside));
        assertTrue(system(MatmulPrecision.BFLOAT16, false, false).contains("torch.to(v0, 15)"));
    }

    @Test
    void resultsAreWrittenToMemoryThatIsThere() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2, 3));
        Value positive = x.relu();
        Value joined = positive.concatenate(0, x);
        Value turned = joined.permute(1, 0);
        TorchScript script = TorchScript.inPlace(List.of(positive.node(), joined.node(), turned.node()), List.of(x),
                Set.of(Part.of(joined.node()).getFirst()), MatmulPrecision.FLOAT32, "cpu");
        assertEquals("""
                class Graph(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Graph, v0: Tensor, v1: Tensor, v2: Tensor, v3: Tensor) -> List[Tensor]:
                    v4 = torch.clamp_min(v0, 0, out=v1)
                    v5 = torch.copy_(torch.slice(v2, 0, 2, 4, 1), v0)
                    v6 = torch.copy_(v3, torch.permute(v2, [1, 0]))
                    return []
                """, script.source());
        assertEquals(List.of(x, positive, joined, turned), script.inputs());
        assertEquals(List.of(), script.outputs());
    }

    @Test
    void equalPartsAreEqualFiles() {
        assertEquals(script(0, "cpu").source(), script(5, "cpu").source());
        assertArrayEquals(ScriptArchive.of(script(0, "cpu")), ScriptArchive.of(script(5, "cpu")));
    }

    @Test
    void tensorsAreMadeOnTheDevice() {
        Trace trace = new Trace();
        Value two = trace.input("x", Type.float32(2)).multiply(2);
        TorchScript script = TorchScript.of(List.of(two.node().input(1).node(), two.node()), List.of(two.node().input(0)),
                List.of(two), MatmulPrecision.FLOAT32, "cuda:1");
        assertTrue(script.source().contains("torch.full([], 2.0, dtype=6, layout=None, device=torch.device(\"cuda:1\")"),
                script.source());
        assertFalse(script.source().contains("cpu"), script.source());
        Value key = trace.input("key", new Type(DataType.INT32, Shape.of(4)));
        Value drawn = key.apply(new Random(Random.Distribution.NORMAL, Shape.of(5)));
        String source = TorchScript.of(List.of(drawn.node()), List.of(key), List.of(drawn), MatmulPrecision.FLOAT32,
                "cuda:1").source();
        assertFalse(source.contains("cpu"), source);
    }

    @Test
    void operandsInBfloat16AreRoundedOnceAndResultsComeBack() {
        Trace trace = new Trace();
        Value a = trace.input("a", Type.float32(2, 2));
        Value b = trace.input("b", Type.float32(2, 2));
        Value y = a.matmul(b);
        Value z = a.matmul(a, true, false);
        Value exact = a.matmulFullPrecision(b, false, false);
        String source = TorchScript.of(List.of(y.node(), z.node(), exact.node()), List.of(a, b), List.of(y, z, exact),
                MatmulPrecision.BFLOAT16, "cuda:0").source();
        assertTrue(source.endsWith("""
                    v2 = torch.to(v0, 15)
                    v3 = torch.to(v1, 15)
                    v4 = torch.to(torch.matmul(v2, v3), 6)
                    v5 = torch.to(torch.matmul(torch.transpose(v2, -2, -1), v2), 6)
                    v6 = torch.matmul(v0, v1)
                    return [torch.contiguous(v4), torch.contiguous(v5), torch.contiguous(v6)]
                """), source);
    }

    @Test
    void numbersAreWrittenAsTheyAre() {
        assertEquals("1.0e-5", ScriptText.number(1e-5));
        assertEquals("nan", ScriptText.number(Double.NaN));
        assertEquals("-inf", ScriptText.number(Double.NEGATIVE_INFINITY));
    }

    @Test
    void whatIsMissingIsNamed() {
        Trace trace = new Trace();
        Value y = trace.input("x", Type.float32(2)).negate();
        assertTrue(assertThrows(IllegalStateException.class, () -> TorchScript.of(List.of(y.node()), List.of(),
                List.of(y), MatmulPrecision.FLOAT32, "cpu")).getMessage().contains("is used before it is computed"));
    }
}
