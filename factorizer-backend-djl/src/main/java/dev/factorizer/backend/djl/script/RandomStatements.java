package dev.factorizer.backend.djl.script;

import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.DataType;

/** Philox 4×32-10 with tensors of 64-bit integers, each of which holds 32 bits (Salmon et al. 2011). */
final class RandomStatements {
    private static final int ROUNDS = 10;
    private static final long MASK = 0xFFFFFFFFL;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    private static final long FIRST_WEYL = 0x9E3779B9L;
    private static final long SECOND_WEYL = 0xBB67AE85L;
    private static final int INT64 = 4;

    private final ScriptText script;

    private RandomStatements(ScriptText script) {
        this.script = script;
    }

    static void random(Random random, ScriptText script) {
        long elements = random.shape().elements();
        if (elements == 0) {
            script.result("torch.zeros(" + ScriptText.sizes(random.shape()) + ", " + script.made(DataType.FLOAT32) + ")");
            return;
        }
        RandomStatements statements = new RandomStatements(script);
        String[] words = statements.words((elements + 3) / 4);
        String numbers = switch (random.distribution()) {
            case UNIFORM -> ElementStatements.cast(statements.joined(words), DataType.FLOAT32);
            case NORMAL -> statements.normal(words);
        };
        String scaled = random.distribution() == Random.Distribution.UNIFORM
                ? "torch.mul(" + numbers + ", " + ScriptText.number(0x1p-24) + ")" : numbers;
        script.result("torch.reshape(torch.slice(" + scaled + ", 0, 0, " + elements + ", 1), "
                + ScriptText.sizes(random.shape()) + ")");
    }

    /** The four words of each block without their lowest 8 bits. */
    private String[] words(long blocks) {
        String key = script.variable(low("torch.to(" + script.input(0) + ", " + INT64 + ")"));
        String index = script.variable("torch.arange(" + blocks + ", dtype=" + INT64 + ", layout=None, device=" + key
                + ".device, pin_memory=None)");
        String[] counter = {low(index), high(index), word(key, 2), word(key, 3)};
        for (int i = 0; i < counter.length; i++) {
            counter[i] = script.variable(counter[i]);
        }
        String[] keys = {script.variable(word(key, 0)), script.variable(word(key, 1))};
        for (int round = 0; round < ROUNDS; round++) {
            String first = script.variable("torch.mul(" + counter[0] + ", " + FIRST_FACTOR + ")");
            String second = script.variable("torch.mul(" + counter[2] + ", " + SECOND_FACTOR + ")");
            counter[0] = script.variable(mixed(second, counter[1], keys[0]));
            counter[2] = script.variable(mixed(first, counter[3], keys[1]));
            counter[1] = script.variable(low(second));
            counter[3] = script.variable(low(first));
            keys[0] = script.variable(low("torch.add(" + keys[0] + ", " + FIRST_WEYL + ")"));
            keys[1] = script.variable(low("torch.add(" + keys[1] + ", " + SECOND_WEYL + ")"));
        }
        for (int i = 0; i < counter.length; i++) {
            counter[i] = script.variable("torch.__rshift__(" + counter[i] + ", 8)");
        }
        return counter;
    }

    private static String word(String key, int index) {
        return "torch.select(" + key + ", 0, " + index + ")";
    }

    private static String low(String words) {
        return "torch.bitwise_and(" + words + ", " + MASK + ")";
    }

    /** The shift keeps the sign, the mask takes it away. */
    private static String high(String product) {
        return low("torch.__rshift__(" + product + ", 32)");
    }

    private static String mixed(String product, String counter, String key) {
        return "torch.bitwise_xor(torch.bitwise_xor(" + high(product) + ", " + counter + "), " + key + ")";
    }

    private String joined(String... columns) {
        return script.variable("torch.reshape(torch.stack([" + String.join(", ", columns) + "], 1), [-1])");
    }

    /** Box-Muller in double precision. */
    private String normal(String[] words) {
        String[] columns = new String[4];
        for (int i = 0; i < 4; i += 2) {
            String radius = script.variable("torch.sqrt(torch.mul(torch.log(torch.mul("
                    + wide("torch.add(" + words[i] + ", 1)") + ", " + ScriptText.number(0x1p-24) + ")), -2.))");
            String angle = script.variable("torch.mul(torch.mul(" + wide(words[i + 1]) + ", " + ScriptText.number(0x1p-24)
                    + "), " + ScriptText.number(2 * Math.PI) + ")");
            columns[i] = script.variable("torch.mul(" + radius + ", torch.cos(" + angle + "))");
            columns[i + 1] = script.variable("torch.mul(" + radius + ", torch.sin(" + angle + "))");
        }
        return ElementStatements.cast(joined(columns), DataType.FLOAT32);
    }

    private static String wide(String variable) {
        return ElementStatements.cast(variable, DataType.FLOAT64);
    }
}
