package dev.factorizer.models.optimizers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.models.GoldenFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @ValueSource(strings = {"100-10", "50-5", "500-5", "60-0"})
    void warmupCosineIsTheReferences(String name) throws IOException {
        GoldenFile golden = GoldenFile.read(ScheduleTest.class, "schedule-warmupCosine-" + name + ".safetensors");
        JsonNode config = golden.config();
        double rate = config.get("learningRate").doubleValue();
        WarmupCosine schedule = new WarmupCosine(config.get("warmupEpochs").intValue(), config.get("totalEpochs").intValue(),
                config.get("warmupFactor").doubleValue(), config.get("endRate").doubleValue() / rate,
                config.get("cycles").doubleValue());
        double[] rates = golden.doubles("output.learningRate");
        assertEquals(config.get("epochs").intValue(), rates.length);
        for (int epoch = 0; epoch < rates.length; epoch++) {
            assertEquals(rates[epoch], schedule.rate(rate, epoch), 1e-12, "epoch " + epoch);
        }
    }

    @Test
    void fallsEndWhereTheyShould() {
        assertEquals(1, new Polynomial(1000).factor(0));
        assertEquals(0, new Polynomial(1000).factor(1000));
        assertEquals(0, new Polynomial(1000).factor(Integer.MAX_VALUE), "after its end it stays");
        assertEquals(0.25, new Polynomial(10, 2).factor(5), 1e-15);
        assertEquals(0.55, new Cosine(10, 0.1).factor(5), 1e-15);
        assertEquals(0.1, new Cosine(10, 0.1).factor(10), 1e-15);
        assertEquals(0.1, new Cosine(10, 0.1).factor(17), 1e-15, "after its end it stays");
        CosineRestarts doubling = new CosineRestarts(10, 2, 0.1);
        assertEquals(List.of(1.0, 1.0, 1.0), List.of(doubling.factor(0), doubling.factor(10), doubling.factor(30)));
        assertEquals(0.55, doubling.factor(20), 1e-15);
        assertEquals(1.0, new CosineRestarts(10).factor(2_000_000_000));
    }

    @Test
    void oneCycleRisesAndFalls() {
        OneCycle cycle = new OneCycle(100);
        assertEquals(1 / 25.0, cycle.factor(0), 1e-12);
        assertEquals(1, cycle.factor(29), 1e-12);
        assertEquals((1 + 1 / 25.0) / 2, new OneCycle(100, 0.31, 1 / 25.0, 0).factor(15), 1e-12);
        assertEquals(1 / 250_000.0, cycle.factor(99), 1e-12);
        assertEquals(1 / 250_000.0, cycle.factor(500), 1e-12, "after its end it stays");
        for (int epoch = 1; epoch < 100; epoch++) {
            assertEquals(epoch <= 29, cycle.factor(epoch) > cycle.factor(epoch - 1), "epoch " + epoch);
        }
    }

    @Test
    void theSameRateAllTheTime() {
        assertEquals(0.25, Schedule.CONSTANT.rate(0.25, 12345));
        assertEquals(new Schedule.Constant(), Schedule.CONSTANT);
    }

    @Test
    void settingsAreChecked() {
        assertEquals("warm-up cosine: -1 of 10 epochs, factors 0.1 and 0.0, cycles 0.5, expected 0 or more of at least 1"
                + " epoch, factors of at least 0, cycles above 0",
                assertThrows(IllegalArgumentException.class, () -> new WarmupCosine(-1, 10)).getMessage());
        assertEquals("one cycle: 0 epochs, rise 0.3, factors 0.04 and 4.0E-6, expected at least 1 epoch, a share between 0"
                + " and 1, factors of at least 0",
                assertThrows(IllegalArgumentException.class, () -> new OneCycle(0)).getMessage());
        assertEquals("AdamW: rate 0.0, decay 0.0, betas 0.9 and 0.999, epsilon 1.0E-8, expected rate and epsilon above 0,"
                + " decay of at least 0, betas of at least 0 and below 1",
                assertThrows(IllegalArgumentException.class, () -> new AdamW(0, 0)).getMessage());
        assertEquals("Adam: rate Infinity, decay 0.0, betas 0.9 and 0.999, epsilon 1.0E-8, expected rate and epsilon above 0,"
                + " decay of at least 0, betas of at least 0 and below 1",
                assertThrows(IllegalArgumentException.class, () -> new Adam(Double.POSITIVE_INFINITY, 0)).getMessage());
        assertEquals("SGD: rate 0.1, momentum 1.0, dampening 0.0, decay 0.0, expected a rate above 0, momentum and dampening of at"
                + " least 0 and below 1, decay of at least 0", assertThrows(IllegalArgumentException.class, () ->
                        new StochasticGradientDescent(0.1, 1, 0, false, 0)).getMessage());
        assertEquals("SGD: momentum is 0.9 and dampening 0.1 with Nesterov's step, expected momentum above 0 and no dampening",
                assertThrows(IllegalArgumentException.class, () -> new StochasticGradientDescent(0.1, 0.9, 0.1, true, 0))
                        .getMessage());
        assertEquals("polynomial: 10 epochs, power 0.0, expected at least 1 epoch and a power above 0",
                assertThrows(IllegalArgumentException.class, () -> new Polynomial(10, 0)).getMessage());
        assertEquals("cosine: 0 epochs, factor 0.0, expected at least 1 epoch and a factor of at least 0",
                assertThrows(IllegalArgumentException.class, () -> new Cosine(0)).getMessage());
        assertEquals("cosine restarts: period 5, its factor 0, end factor 0.0, expected a period and factor of at least 1, an end"
                + " factor of at least 0", assertThrows(IllegalArgumentException.class, () ->
                        new CosineRestarts(5, 0, 0)).getMessage());
        assertEquals("gradient clipping: limit is NaN, expected above 0",
                assertThrows(IllegalArgumentException.class, () -> new GradientClipping(Double.NaN)).getMessage());
    }
}
