import { connect } from './connect';
import { type Orders, placeOrder } from './place-order';

const orders: Orders = new Map();

async function serve(orderId: string, placed: Promise<void>): Promise<void> {
  try {
    await placed;
    console.log(`201  thank you for order ${orderId}`);
  } catch (error) {
    console.log(`503  please try again: ${(error as Error).message}`);
  }
}

connect('shop', (stan) => {
  const customers = ['1', '2', '3', '4', '5', '6'].map((orderId) =>
    serve(orderId, placeOrder(stan, orders, orderId)),
  );
  void Promise.all(customers).then(() => stan.close());
});
