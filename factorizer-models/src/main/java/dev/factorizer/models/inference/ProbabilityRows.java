package dev.factorizer.models.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes probabilities of the sums of all models and flips, row by row of the network's grid, and, if wanted, says how sure they
 * are. The channels of a result: a probability for each region; with uncertainty its entropy, for each region or for all classes
 * together; with several members their disagreement, alike.
 *
 * @param members how many passes each model has, one after the other
 * @param temperatures what the results of each model are divided by before they are averaged or become probabilities
 * @param outputs how many channels a network's result has
 * @param exclusive whether these are classes that exclude each other
 * @param averaging of what the models' results are averaged
 * @param uncertainty whether entropy and disagreement are made
 */
record ProbabilityRows(List<Integer> members, List<Double> temperatures, int outputs, boolean exclusive, Averaging averaging, boolean uncertainty) {
    /** Working arrays of one worker. */
    static final class Scratch {
        private float[] values = new float[0];
        private float[] probabilities = new float[0];
        private double[] mean = new double[0];
        private double[] entropy = new double[0];

        private void require(int length) {
            if (values.length != length) {
                values = new float[length];
                probabilities = new float[length];
                mean = new double[length];
                entropy = new double[length];
            }
        }
    }

    /** Whether there is anyone to disagree: several models, or one that sees the image in several flips. */
    boolean disagrees() {
        return uncertainty && groups().size() > 1;
    }

    /** How many channels entropy has, and disagreement. */
    int measures() {
        return exclusive ? 1 : outputs;
    }

    /** How many channels a result has. */
    int channels() {
        return outputs + (uncertainty ? measures() : 0) + (disagrees() ? measures() : 0);
    }

    private static void divide(float[] logits, int count, double temperature) {
        // As trained, results keep their bits.
        for (int i = 0; temperature != 1 && i < count; i++) {
            logits[i] = (float) (logits[i] / temperature);
        }
    }

    /** Which passes belong to a member whose disagreement counts. */
    private List<int[]> groups() {
        List<int[]> groups = new ArrayList<>();
        int first = 0;
        for (int count : members) {
            groups.add(new int[] {first, first + count});
            first += count;
        }
        if (groups.size() == 1) {
            groups.clear();
            for (int pass = 0; pass < first; pass++) {
                groups.add(new int[] {pass, pass + 1});
            }
        }
        return groups;
    }

    /**
     * One row.
     *
     * @param passes a plane of sums of each pass, (O + 1, Y, Z)
     * @param plane Y·Z
     * @param at where the row begins
     * @param count its length
     * @param result receives the row in a plane of {@link #channels()} channels
     * @param scratch working arrays
     */
    void row(float[][] passes, int plane, int at, int count, float[] result, Scratch scratch) {
        int values = outputs * count;
        scratch.require(values);
        float[] found = scratch.probabilities;
        if (members.size() == 1) {
            WindowMeans.row(passes, outputs, plane, at, found, count);
            divide(found, values, temperatures.getFirst());
            activate(found, count, scratch);
        } else {
            average(passes, plane, at, count, scratch);
        }
        write(found, outputs, count, result, 0, plane, at);
        if (uncertainty) {
            entropies(found, count, scratch.values, scratch.entropy);
            write(scratch.values, measures(), count, result, outputs, plane, at);
        }
        if (disagrees()) {
            disagreement(passes, plane, at, count, scratch);
            write(scratch.values, measures(), count, result, outputs + measures(), plane, at);
        }
    }

    private void average(float[][] passes, int plane, int at, int count, Scratch scratch) {
        int values = outputs * count;
        int first = 0;
        for (int member = 0; member < members.size(); member++) {
            int end = first + members.get(member);
            member(passes, first, end, plane, at, scratch.values, count);
            divide(scratch.values, values, temperatures.get(member));
            first = end;
            if (averaging == Averaging.PROBABILITIES) {
                activate(scratch.values, count, scratch);
            }
            for (int i = 0; i < values; i++) {
                scratch.mean[i] = member == 0 ? scratch.values[i] : scratch.mean[i] + scratch.values[i];
            }
        }
        for (int i = 0; i < values; i++) {
            scratch.probabilities[i] = (float) (scratch.mean[i] / members.size());
        }
        if (averaging == Averaging.LOGITS) {
            activate(scratch.probabilities, count, scratch);
        }
    }

    private void member(float[][] passes, int first, int end, int plane, int at, float[] logits, int count) {
        float[][] own = new float[end - first][];
        System.arraycopy(passes, first, own, 0, own.length);
        WindowMeans.row(own, outputs, plane, at, logits, count);
    }

    /** H(mean of the members' probabilities) − mean of H(their probabilities), at least 0. */
    private void disagreement(float[][] passes, int plane, int at, int count, Scratch scratch) {
        int values = outputs * count;
        List<int[]> groups = groups();
        double[] entropy = scratch.entropy;
        double[] own = new double[measures() * count];
        for (int group = 0; group < groups.size(); group++) {
            member(passes, groups.get(group)[0], groups.get(group)[1], plane, at, scratch.values, count);
            divide(scratch.values, values, temperatures.get(members.size() == 1 ? 0 : group));
            activate(scratch.values, count, scratch);
            for (int i = 0; i < values; i++) {
                scratch.mean[i] = group == 0 ? scratch.values[i] : scratch.mean[i] + scratch.values[i];
            }
            entropies(scratch.values, count, null, entropy);
            for (int i = 0; i < own.length; i++) {
                own[i] += entropy[i] / groups.size();
            }
        }
        for (int i = 0; i < values; i++) {
            scratch.values[i] = (float) (scratch.mean[i] / groups.size());
        }
        entropies(scratch.values, count, null, entropy);
        for (int i = 0; i < own.length; i++) {
            scratch.values[i] = (float) Math.max(0, entropy[i] - own[i]);
        }
    }

    private void entropies(float[] probabilities, int count, float @Nullable [] narrow, double[] wide) {
        Arrays.fill(wide, 0, measures() * count, 0);
        for (int channel = 0; channel < outputs; channel++) {
            int to = exclusive ? 0 : channel * count;
            for (int i = 0; i < count; i++) {
                double p = probabilities[channel * count + i];
                wide[to + i] += exclusive ? surprise(p) : surprise(p) + surprise(1 - p);
            }
        }
        for (int i = 0; narrow != null && i < measures() * count; i++) {
            narrow[i] = (float) wide[i];
        }
    }

    private static double surprise(double p) {
        return p > 0 ? -p * Math.log(p) : 0;
    }

    private void activate(float[] logits, int count, Scratch scratch) {
        if (exclusive) {
            softmax(logits, count, scratch.entropy);
            return;
        }
        for (int i = 0; i < outputs * count; i++) {
            logits[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
    }

    /** Channel by channel along the row, which lies together in memory. */
    private void softmax(float[] logits, int count, double[] powers) {
        float[] most = Arrays.copyOf(logits, count);
        for (int channel = 1; channel < outputs; channel++) {
            int from = channel * count;
            for (int i = 0; i < count; i++) {
                most[i] = Math.max(most[i], logits[from + i]);
            }
        }
        double[] sum = new double[count];
        for (int channel = 0; channel < outputs; channel++) {
            int from = channel * count;
            for (int i = 0; i < count; i++) {
                double power = Math.exp(logits[from + i] - most[i]);
                powers[from + i] = power;
                sum[i] += power;
            }
        }
        for (int channel = 0; channel < outputs; channel++) {
            int from = channel * count;
            for (int i = 0; i < count; i++) {
                logits[from + i] = (float) (powers[from + i] / sum[i]);
            }
        }
    }

    private static void write(float[] row, int channels, int count, float[] result, int first, int plane, int at) {
        for (int channel = 0; channel < channels; channel++) {
            System.arraycopy(row, channel * count, result, (first + channel) * plane + at, count);
        }
    }
}
