/** One element at a time: functions, choices, updates, random numbers. */
package dev.factorizer.backend.tornado.kernels.elementwise;
