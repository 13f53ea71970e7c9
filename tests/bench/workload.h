#pragma once

#include <cstdint>

// What the benchmark needs of the library and no user does: one forward, one Jacobian and one
// attack at a time on images that lie in its memory, the operations that they took, and the rate of
// multiplications and additions that the machine reaches at all. Plain C functions, so that a call
// from JavaScript costs next to nothing; native.cpp calls the same ones.

extern "C" {

/// Room for a model's bytes.
std::uint8_t* bench_file(int size);

/// Loads the model in that room; the number to call it by.
int bench_load();

/// Room for images, `floats` numbers together.
float* bench_images(int floats);

/// Logits of image i.
void bench_forward(int model, int i);

/// All rows of the Jacobian, at the image of the last forward.
void bench_jacobian(int model);

/// DeepFool, l_2, all classes, no box; its iterations.
int bench_attack(int model, int i);

/// ||r||_2 of the last attack.
double bench_norm(int model);

/// Multiplications with an addition in one forward.
double bench_forward_multiply_adds(int model);

/// And in the last Jacobian: what the zeros among its gradients left, all rows together.
double bench_jacobian_multiply_adds(int model);

/// 12 rounds multiplications with an addition, of four lanes each.
float bench_peak(int rounds);
}
