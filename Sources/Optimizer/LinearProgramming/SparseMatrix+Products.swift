/// The products that each iteration takes dozens of; without checks of indices they take half the
/// time.
extension SparseMatrix {
  /// target += A x.
  func multiply(_ x: [Double], addingTo target: inout [Double]) {
    precondition(x.count == columnCount && target.count == rowCount, "sizes differ")
    unsafe withPointers { starts, rows, values in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe target.withUnsafeMutableBufferPointer { target in
          for column in 0..<columnCount {
            let factor = unsafe x[column]
            for place in unsafe starts[column]..<starts[column + 1] {
              unsafe target[Int(rows[place])] += values[place] * factor
            }
          }
        }
      }
    }
  }

  /// target −= A x.
  func subtractProduct(_ x: [Double], from target: inout [Double]) {
    precondition(x.count == columnCount && target.count == rowCount, "sizes differ")
    unsafe withPointers { starts, rows, values in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe target.withUnsafeMutableBufferPointer { target in
          for column in 0..<columnCount {
            let factor = unsafe x[column]
            for place in unsafe starts[column]..<starts[column + 1] {
              unsafe target[Int(rows[place])] -= values[place] * factor
            }
          }
        }
      }
    }
  }

  /// target −= A x, and in each row of `largest` the largest |A_ij x_j|.
  func subtractProduct(_ x: [Double], from target: inout [Double], largest: inout [Double]) {
    precondition(x.count == columnCount && target.count == rowCount, "sizes differ")
    precondition(largest.count == rowCount, "sizes differ")
    unsafe withPointers { starts, rows, values in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe target.withUnsafeMutableBufferPointer { target in
          unsafe largest.withUnsafeMutableBufferPointer { largest in
            for column in 0..<columnCount {
              let factor = unsafe x[column]
              for place in unsafe starts[column]..<starts[column + 1] {
                let row = unsafe Int(rows[place])
                let product = unsafe values[place] * factor
                unsafe target[row] -= product
                unsafe largest[row] = max(largest[row], abs(product))
              }
            }
          }
        }
      }
    }
  }

  /// target −= A'y.
  func subtractTransposedProduct(_ y: [Double], from target: inout [Double]) {
    precondition(y.count == rowCount && target.count == columnCount, "sizes differ")
    unsafe withPointers { starts, rows, values in
      unsafe y.withUnsafeBufferPointer { y in
        unsafe target.withUnsafeMutableBufferPointer { target in
          for column in 0..<columnCount {
            var sum = unsafe target[column]
            for place in unsafe starts[column]..<starts[column + 1] {
              unsafe sum -= values[place] * y[Int(rows[place])]
            }
            unsafe target[column] = sum
          }
        }
      }
    }
  }

  private func withPointers(
    _ body: (
      UnsafeBufferPointer<Int>, UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Double>
    ) -> Void
  ) {
    unsafe starts.withUnsafeBufferPointer { starts in
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe values.withUnsafeBufferPointer { values in unsafe body(starts, rows, values) }
      }
    }
  }
}
