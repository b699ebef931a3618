package dev.factorizer.models.runs;

import dev.factorizer.models.curves.CurveDrawing;
import dev.factorizer.models.curves.CurveRecorder;
import dev.factorizer.models.curves.TrainingCurves.EpochPoint;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.io.IOException;

/**
 * Keeps the picture of the curves up to date. The log is read once, where a training goes on; what follows is kept in memory, thinned. A
 * training doesn't end because it can't be drawn, nor does it wait for long: pictures take a hundredth of its time at most.
 */
final class CurvesLog implements RunLog {
    private static final double SECONDS_BETWEEN = 60;
    private static final int TIMES_DRAWING = 100;
    private static final double NANOSECOND = 1e-9;

    private final FoldFolder files;
    private final CurveDrawing drawing;
    private final RunListener listener;
    private CurveRecorder curves = new CurveRecorder();
    private double next = Double.NEGATIVE_INFINITY;
    private boolean failed;

    /** Something that may fail without ending the training. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    CurvesLog(FoldFolder files, CurveDrawing drawing, RunListener listener) {
        this.files = files;
        this.drawing = drawing;
        this.listener = listener;
        attempt(() -> curves = CurveRecorder.read(files.log()));
    }

    @Override
    public void accept(RunEvent event) {
        attempt(() -> {
            switch (event) {
                case RunEvent.Stepped step -> {
                    curves.add(new StepPoint(step.step(), step.loss(), step.learningRate(), step.stepSeconds(), step.waitedSeconds()));
                    curves.at(step.seconds());
                }
                case RunEvent.Validated validated -> {
                    curves.add(new ValidationPoint(validated.step(), validated.score().meanDice(), validated.score().dice()));
                    curves.at(validated.seconds());
                }
                case RunEvent.EpochEnded epoch -> {
                    double memory = epoch.memoryBytes().isPresent() ? epoch.memoryBytes().getAsLong() : Double.NaN;
                    curves.add(new EpochPoint(epoch.step(), epoch.meanLoss(), memory, epoch.waitedShare()));
                    curves.at(epoch.seconds());
                    if (epoch.seconds() >= next) {
                        next = epoch.seconds() + Math.max(SECONDS_BETWEEN, TIMES_DRAWING * draw());
                    }
                }
                case RunEvent.Ended ended -> {
                    curves.at(ended.seconds());
                    if (ended.step() > 0) {
                        draw();
                    }
                }
                case RunEvent.Started _, RunEvent.Progressed _, RunEvent.Warned _, RunEvent.Fitted _, RunEvent.Transferred _ -> { }
            }
        });
    }

    /** How many seconds it took. */
    private double draw() throws IOException {
        long start = System.nanoTime();
        drawing.write(curves.curves(), files.curves());
        return (System.nanoTime() - start) * NANOSECOND;
    }

    private void attempt(Attempt attempt) {
        if (failed) {
            return;
        }
        try {
            attempt.run();
        } catch (IOException | RuntimeException e) {
            failed = true;
            listener.accept(new RunEvent.Warned("the curves can't be drawn (" + e.getMessage() + "); the training goes on without their"
                    + " picture"));
        }
    }

    @Override
    public void close() { }
}
