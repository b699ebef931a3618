package dev.factorizer.examples.demo;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Volume;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Heads to learn from, made by a thread of its own while the network learns from earlier ones. Which heads come, and in
 * which order, doesn't depend on how fast either is.
 */
final class HeadSupply implements AutoCloseable {
    private static final int BATCHES_AHEAD = 4;

    /**
     * What the network learns from in a step.
     *
     * @param images (B, 1, S, S, S), preprocessed
     * @param lesions of the same shape, 1 inside
     */
    record Batch(Tensor images, Tensor lesions) { }

    /** What the thread hands over: a batch, or why there are no more. */
    private record Delivery(Batch batch, RuntimeException failure) { }

    private final BlockingQueue<Delivery> ready = new LinkedBlockingQueue<>(BATCHES_AHEAD);
    private final Thread maker;

    /**
     * Starts to make heads.
     *
     * @param simulator makes them
     * @param preprocessing what the network will see of a scan
     * @param seed of the demonstration
     * @param settings how many heads a batch has and how many batches there are
     */
    HeadSupply(HeadSimulator simulator, Preprocessing preprocessing, long seed, DemoSettings settings) {
        maker = Thread.ofPlatform().daemon().name("demo-heads").unstarted(() -> {
            try {
                for (int step = 0; step < settings.steps(); step++) {
                    ready.put(make(simulator, preprocessing, seed, settings, step));
                }
            } catch (InterruptedException e) {
                // Closed: no more batches are taken.
                Thread.currentThread().interrupt();
            }
        });
        maker.start();
    }

    private static Delivery make(HeadSimulator simulator, Preprocessing preprocessing, long seed, DemoSettings settings,
            int step) {
        int size = settings.size();
        int voxels = size * size * size;
        float[] images = new float[settings.batch() * voxels];
        float[] lesions = new float[images.length];
        try {
            for (int i = 0; i < settings.batch(); i++) {
                SimulatedHead head = simulator.simulate(seed, HeadSimulator.Purpose.TRAINING, step * settings.batch() + i);
                Volume image = preprocessing.apply(head.scan()).volume();
                System.arraycopy(image.voxels(), 0, images, i * voxels, voxels);
                System.arraycopy(head.lesion(), 0, lesions, i * voxels, voxels);
            }
        } catch (RuntimeException e) {
            return new Delivery(null, e);
        }
        Shape shape = Shape.of(settings.batch(), 1, size, size, size);
        return new Delivery(new Batch(Tensor.of(shape, images), Tensor.of(shape, lesions)), null);
    }

    /** {@return the next batch, as soon as it is made} */
    Batch take() {
        Delivery delivery;
        try {
            delivery = ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for simulated heads");
        }
        if (delivery.failure() != null) {
            throw delivery.failure();
        }
        return delivery.batch();
    }

    /** Makes no more heads. */
    @Override
    public void close() {
        maker.interrupt();
    }
}
