package dev.factorizer.models.metrics;

/**
 * The least of parabolas h + s²·(x − p)² of one width along a line, p being whole numbers in rising order, in linear time
 * (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012).
 */
final class LowerEnvelope {
    private final double twice;
    private final double squaredStep;
    private final int last;
    private final int[] parabolas;
    private final int[] places;
    private final double[] lifted;
    private final double[] starts;
    private int top;
    private int current;

    /** With room for a number of parabolas; what is least beyond the last place asked for doesn't matter. */
    LowerEnvelope(int room, double step, int last) {
        this.squaredStep = step * step;
        this.twice = 2 * squaredStep;
        this.last = last;
        this.parabolas = new int[room];
        this.places = new int[room];
        this.lifted = new double[room];
        this.starts = new double[room];
    }

    void clear() {
        top = -1;
        current = 0;
    }

    /** Adds the parabola of a height at a place behind all others. */
    void add(int parabola, int place, double height) {
        double lift = height + squaredStep * place * place;
        double start = Double.NEGATIVE_INFINITY;
        while (top >= 0) {
            start = (lift - lifted[top]) / (twice * (place - places[top]));
            if (start > starts[top]) {
                break;
            }
            top--;
        }
        if (top < 0) {
            start = Double.NEGATIVE_INFINITY;
        } else if (start >= last) {
            return;
        }
        top++;
        parabolas[top] = parabola;
        places[top] = place;
        lifted[top] = lift;
        starts[top] = start;
    }

    /** The parabola that is least at a place; places are asked for in rising order. */
    int at(int place) {
        while (current < top && starts[current + 1] < place) {
            current++;
        }
        return parabolas[current];
    }
}
